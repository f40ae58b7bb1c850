#include "core/synthesis/rules/loopnest.h"

#include "core/synthesis/rules/access.h"

#include <algorithm>

namespace espalier::rules {

namespace {

bool isReferenceTo(const Node& node, unsigned declaration)
{
    return node.kind == Kind::Reference && node.declaration == declaration;
}

std::optional<std::int64_t> stepOf(const Node& increment, unsigned declaration)
{
    if (increment.children.empty() || !isReferenceTo(increment.child(0), declaration)) {
        return std::nullopt;
    }
    if (increment.kind == Kind::Unary && increment.name == "++") {
        return 1;
    }
    std::int64_t step = 0;
    if (increment.kind == Kind::Assign && increment.name == "+=" && increment.children.size() == 2 &&
        constantValue(increment.child(1), step) && step > 0) {
        return step;
    }
    return std::nullopt;
}

bool boundChanges(const Node& body, const Node& bound)
{
    bool changes = false;
    walk(bound, [&](const Node& at) {
        changes =
            changes || (at.kind == Kind::Reference && at.declaration != kNowhere && assigns(body, at.declaration));
        return !changes;
    });
    return changes;
}

bool isAlignmentPromise(const Node& assignment)
{
    bool found = false;
    walk(assignment, [&](const Node& at) {
        found = found || (at.kind == Kind::Call && at.name == kAlignmentPromise);
        return !found;
    });
    return found;
}

} // namespace

bool assigns(const Node& body, unsigned declaration)
{
    bool found = false;
    walk(body, [&](const Node& at) {
        if (!at.children.empty() && isReferenceTo(at.child(0), declaration)) {
            found = found || (at.kind == Kind::Assign && !isAlignmentPromise(at)) ||
                    (at.kind == Kind::Unary && (at.name == "++" || at.name == "--" || at.name == "&"));
        }
        return !found;
    });
    return found;
}

std::optional<Loop> canonicalLoop(const Node& node)
{
    if (node.kind != Kind::For || node.children.size() != 4) {
        return std::nullopt;
    }
    const Node& init = node.child(0);
    const Node& condition = node.child(1);
    if (init.kind != Kind::Declaration || init.children.size() != 1 || init.child(0).kind != Kind::Variable ||
        init.child(0).children.size() != 1 || !isIntegerType(init.child(0).type)) {
        return std::nullopt;
    }
    Loop loop;
    loop.node = &node;
    loop.variable = &init.child(0);
    loop.first = &init.child(0).child(0);
    loop.body = &node.child(3);
    if (condition.kind != Kind::Binary || condition.children.size() != 2 ||
        !isReferenceTo(condition.child(0), loop.declaration())) {
        return std::nullopt;
    }
    if (condition.name != "<" && condition.name != "<=" && condition.name != "!=") {
        return std::nullopt;
    }
    loop.inclusive = condition.name == "<=";
    loop.bound = &condition.child(1);
    const auto step = stepOf(node.child(2), loop.declaration());
    if (!step || (condition.name == "!=" && *step != 1)) {
        return std::nullopt;
    }
    loop.step = *step;
    if (assigns(*loop.body, loop.declaration()) || boundChanges(*loop.body, *loop.bound)) {
        return std::nullopt;
    }
    return loop;
}

std::optional<Loop> loopOfVariable(const Kernel& kernel, unsigned declaration)
{
    const Node* variable = declarationOf(kernel, declaration);
    const Node* statement = variable == nullptr ? nullptr : enclosing(*variable, Kind::For);
    if (statement == nullptr) {
        return std::nullopt;
    }
    auto loop = canonicalLoop(*statement);
    if (loop && loop->declaration() != declaration) {
        loop.reset();
    }
    return loop;
}

std::vector<Loop> loopsIn(const Node& node)
{
    std::vector<Loop> loops;
    walk(node, [&](const Node& at) {
        if (at.kind == Kind::Lambda) {
            return false;
        }
        if (const auto loop = canonicalLoop(at)) {
            loops.push_back(*loop);
        }
        return true;
    });
    return loops;
}

std::string restMarkBefore(const Kernel& kernel, const Node& statement)
{
    const std::string mark = std::string(kRestMark) + " ";
    const bool marked =
        statement.begin >= mark.size() && kernel.source.compare(statement.begin - mark.size(), mark.size(), mark) == 0;
    return marked ? mark : "";
}

std::vector<Loop> loopsOf(const Kernel& kernel)
{
    std::vector<Loop> loops;
    unsigned restEnd = 0;
    for (const Loop& loop : loopsIn(kernel.body())) {
        const unsigned begin = loop.node->begin;
        if (!restMarkBefore(kernel, *loop.node).empty()) {
            restEnd = std::max(restEnd, loop.node->end);
        }
        if (begin >= restEnd) {
            loops.push_back(loop);
        }
    }
    return loops;
}

bool isInnermost(const Loop& loop)
{
    bool inner = true;
    walk(*loop.body, [&](const Node& at) {
        inner = inner && !isLoop(at.kind);
        return inner;
    });
    return inner;
}

std::optional<Loop> onlyInnerLoop(const Loop& loop)
{
    const auto statements = statementsOf(*loop.body);
    return statements.size() == 1 ? canonicalLoop(*statements[0]) : std::nullopt;
}

std::vector<const Node*> statementsOf(const Node& body)
{
    if (body.kind != Kind::Compound) {
        return {&body};
    }
    std::vector<const Node*> statements;
    for (const auto& child : body.children) {
        statements.push_back(child.get());
    }
    return statements;
}

unsigned statementEnd(const Kernel& kernel, const Node& statement)
{
    const std::string& source = kernel.source;
    if (statement.kind == Kind::Compound || (statement.end > 0 && source[statement.end - 1] == ';')) {
        return statement.end;
    }
    std::size_t at = statement.end;
    while (at < source.size() && (source[at] == ' ' || source[at] == '\n' || source[at] == '\t' || source[at] == ')')) {
        ++at;
    }
    return at < source.size() && source[at] == ';' ? static_cast<unsigned>(at) + 1 : statement.end;
}

bool hasPragma(const Kernel& kernel, const Node& statement)
{
    unsigned begin = 0;
    return !pragmasAbove(kernel, statement, begin).empty();
}

std::string pragmasAbove(const Kernel& kernel, const Node& statement, unsigned& begin)
{
    const std::string& source = kernel.source;
    begin = statement.begin;
    std::string lines;
    std::size_t lineStart = source.rfind('\n', statement.begin);
    while (lineStart != std::string::npos && lineStart > 0) {
        const std::size_t previous = source.rfind('\n', lineStart - 1);
        const std::size_t from = previous == std::string::npos ? 0 : previous + 1;
        const std::string line = source.substr(from, lineStart - from);
        const std::size_t text = line.find_first_not_of(" \t");
        if (text == std::string::npos || line.compare(text, 7, "#pragma") != 0) {
            break;
        }
        lines.insert(0, line + "\n");
        begin = static_cast<unsigned>(from);
        lineStart = previous;
    }
    return lines;
}

bool isCollapsed(const Kernel& kernel, const Node& statement)
{
    for (const Node* at = statement.parent; at != nullptr; at = at->parent) {
        unsigned begin = 0;
        if (isLoop(at->kind) && pragmasAbove(kernel, *at, begin).find("collapse(") != std::string::npos) {
            return true;
        }
    }
    return false;
}

std::string indentationAt(const Kernel& kernel, unsigned offset)
{
    const std::size_t newline = offset == 0 ? std::string::npos : kernel.source.rfind('\n', offset - 1);
    const std::size_t begin = newline == std::string::npos ? 0 : newline + 1;
    const std::size_t text = kernel.source.find_first_not_of(" \t", begin);
    return kernel.source.substr(begin, std::min<std::size_t>(text, offset) - begin);
}

std::string freshName(const std::string& source, const std::string& stem)
{
    std::string name = stem;
    for (int i = 2; source.find(name) != std::string::npos; ++i) {
        name = stem + std::to_string(i);
    }
    return name;
}

std::string tunableLine(const std::string& name, int value, const std::string& values)
{
    return "constexpr int " + name + " = " + std::to_string(value) + "; // tune: " + values + "\n";
}

std::string plainType(const Kernel& kernel, const Node& variable)
{
    (void)kernel;
    std::string type = variable.type;
    if (type.starts_with("const ") && type.find('*') == std::string::npos) {
        type.erase(0, 6);
    }
    if (type.ends_with("*const")) {
        type.erase(type.size() - 5);
    }
    return type;
}

std::string arraySuffix(const Kernel& kernel, const Node& variable)
{
    if (variable.type.find('[') == std::string::npos) {
        return {};
    }
    const std::string text = kernel.text(variable);
    const std::size_t begin = text.find('[');
    const std::size_t equals = text.find('=');
    return begin == std::string::npos ? "" : text.substr(begin, equals == std::string::npos ? equals : equals - begin);
}

} // namespace espalier::rules

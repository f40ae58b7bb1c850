#include "core/synthesis/rules/device/localstaging.h"

#include "core/opencl/manifest.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

namespace espalier::rules {

namespace {

constexpr int kTile = 64;
constexpr const char* kTiles = "32 64 128 256";

/// Only the first dimension of its groups is larger than one, as its launch line says.
bool groupsAreRows(const Kernel& kernel)
{
    const std::string head(sourceHead(kernel.source));
    const std::size_t line = head.find("// launch: " + kernel.function + " ");
    const std::size_t local = line == std::string::npos ? line : head.find("local(", line);
    if (local == std::string::npos || local > head.find('\n', line)) {
        return false;
    }
    std::istringstream sizes(head.substr(local + 6, head.find(')', local) - local - 6));
    std::string size;
    std::getline(sizes, size, ',');
    while (std::getline(sizes, size, ',')) {
        if (size.substr(std::min(size.find_first_not_of(' '), size.size())) != "1") {
            return false;
        }
    }
    return true;
}

bool isOwnNumber(const Node& node)
{
    std::int64_t dimension = 0;
    return node.kind == Kind::Call && node.name == "get_global_id" && node.children.size() == 1 &&
           integerValue(node.child(0), dimension) && dimension == 0;
}

/// `const long j = get_global_id(0); if (j >= n) { return; }`
struct Guard
{
    const Node* declaration = nullptr;
    const Node* variable = nullptr;
    const Node* statement = nullptr;
    const Node* bound = nullptr;
};

bool returnsOnly(const Node& node)
{
    const auto statements = statementsOf(node);
    return statements.size() == 1 && statements.front()->kind == Kind::Return && statements.front()->children.empty();
}

std::optional<Guard> guardOf(const Kernel& kernel)
{
    Guard guard;
    for (const auto& statement : kernel.body().children) {
        if (statement->kind == Kind::Declaration && statement->children.size() == 1 &&
            statement->child(0).kind == Kind::Variable && statement->child(0).children.size() == 1 &&
            isOwnNumber(statement->child(0).child(0))) {
            guard.declaration = statement.get();
            guard.variable = &statement->child(0);
        }
        const bool early = guard.variable != nullptr && statement.get() != guard.declaration &&
                           mentions(*statement, guard.variable->declaration);
        if (early && (statement->kind != Kind::If || statement->children.size() != 2)) {
            return std::nullopt; // used before the guard
        }
        if (early) {
            const Node& condition = statement->child(0);
            if (condition.kind == Kind::Binary && condition.name == ">=" &&
                condition.child(0).kind == Kind::Reference &&
                condition.child(0).declaration == guard.variable->declaration && returnsOnly(statement->child(1))) {
                guard.statement = statement.get();
                guard.bound = &condition.child(1);
                return guard;
            }
        }
    }
    return std::nullopt;
}

/// The same for all work-items of a group: parameters, constants of the other dimensions and `free` itself.
bool isUniform(const Kernel& kernel, const Node& expression, unsigned free)
{
    bool uniform = true;
    walk(expression, [&](const Node& node) {
        std::int64_t dimension = 0;
        if (node.kind == Kind::Reference && node.declaration != free && node.declaration != kNowhere) {
            const auto variables = findAll(kernel.body(), Kind::Variable);
            const auto own = std::find_if(variables.begin(), variables.end(),
                                          [&](const Node* v) { return v->declaration == node.declaration; });
            const bool parameter = own == variables.end() && node.type.find('*') == std::string::npos;
            const bool constant = own != variables.end() && (*own)->parent->parent == &kernel.body() &&
                                  (*own)->children.size() == 1 && !assigns(kernel.body(), node.declaration) &&
                                  isUniform(kernel, (*own)->child(0), kNowhere);
            uniform = uniform && (parameter || constant);
        } else if (node.kind == Kind::Call) {
            uniform = uniform && (node.name == "get_global_id" || node.name == "get_group_id") &&
                      node.children.size() == 1 && integerValue(node.child(0), dimension) && dimension > 0;
        } else if (node.kind == Kind::Subscript || node.kind == Kind::Assign || node.kind == Kind::Other) {
            uniform = false;
        }
        return uniform;
    });
    return uniform;
}

std::string elementType(const Node& subscript)
{
    for (const char* type : {"float", "double", "long", "int"}) {
        if (subscript.type.find(type) != std::string::npos && subscript.type.find('*') == std::string::npos &&
            subscript.type.find("__attribute__") == std::string::npos) {
            return type;
        }
    }
    return {};
}

/// Reads of constant arrays in a loop that are uniform and move with it, by their text.
std::map<std::string, std::vector<const Node*>> uniformReads(const Kernel& kernel, const Loop& loop)
{
    std::map<std::string, std::vector<const Node*>> reads;
    for (const Node* subscript : findAll(*loop.body, Kind::Subscript)) {
        const Node& base = subscript->child(0);
        if (base.kind == Kind::Reference && base.type.find("const") != std::string::npos &&
            !elementType(*subscript).empty() && mentions(subscript->child(1), loop.declaration()) &&
            isUniform(kernel, subscript->child(1), loop.declaration())) {
            reads[kernel.text(*subscript)].push_back(subscript);
        }
    }
    return reads;
}

/// Stands where a condition can be put before it without taking an else from another.
bool isStatement(const Node& node)
{
    return node.parent->kind == Kind::Compound || (node.parent->kind == Kind::For && &node.parent->child(3) == &node);
}

/// Nothing in the kernel keeps a work-item from a barrier, or stores in a way that cannot be put under a condition.
bool canAllStay(const Kernel& kernel, const Guard& guard)
{
    bool can = true;
    walk(kernel.body(), [&](const Node& node) {
        const bool leaves = node.kind == Kind::Return && !guard.statement->contains(node);
        const bool steps = node.kind == Kind::Unary && (node.name == "++" || node.name == "--") &&
                           node.child(0).kind == Kind::Subscript;
        const bool stores =
            node.kind == Kind::Call && (node.name.starts_with("vstore") || node.name.starts_with("atom") ||
                                        node.name.starts_with("async") || node.name == "barrier");
        const bool whole = node.kind != Kind::Assign || node.child(0).kind != Kind::Subscript || isStatement(node);
        can = can && !leaves && !steps && !stores && whole && node.kind != Kind::Goto;
        return can;
    });
    return can;
}

bool fits(const Kernel& kernel, const Loop& loop)
{
    return loop.step == 1 && !loop.inclusive && loop.node->parent == &kernel.body() &&
           findAll(*loop.body, Kind::Break).empty() && findAll(*loop.body, Kind::Continue).empty() &&
           isUniform(kernel, *loop.first, kNowhere) && isUniform(kernel, *loop.bound, kNowhere) &&
           !uniformReads(kernel, loop).empty();
}

/// Everybody stays; who is beyond the end works on the last element and stores nothing.
void keepEverybody(const Kernel& kernel, const Guard& guard, Rewriter& rewriter)
{
    const std::string own = freshName(kernel.source, guard.variable->name + "_item");
    const std::string bound = "(" + kernel.text(*guard.bound) + ")";
    const std::string type = plainType(kernel, *guard.variable);
    rewriter.replace(guard.declaration->begin, statementEnd(kernel, *guard.declaration),
                     "const " + type + " " + own + " = get_global_id(0);");
    rewriter.replace(guard.statement->begin, statementEnd(kernel, *guard.statement),
                     "const " + type + " " + guard.variable->name + " = " + own + " < " + bound + " ? " + own + " : " +
                         bound + " - 1;");
    for (const Node* assign : findAll(kernel.body(), Kind::Assign)) {
        if (assign->child(0).kind == Kind::Subscript) {
            rewriter.insert(assign->begin, "if (" + own + " < " + bound + ") ");
        }
    }
}

/// The tile's copy, the barriers on both sides of it, and the loop over the tile.
std::string staged(const Kernel& kernel, const Loop& loop, const std::string& tile, Rewriter& rewriter)
{
    const std::string p = loop.name();
    const std::string type = plainType(kernel, *loop.variable);
    const std::string start = freshName(kernel.source, p + "_tile");
    const std::string stop = freshName(kernel.source, p + "_stop");
    const std::string bound = "(" + kernel.text(*loop.bound) + ")";
    std::string arrays;
    std::string copies;
    int number = 0;
    for (const auto& [text, reads] : uniformReads(kernel, loop)) {
        const std::string near = freshName(kernel.source, reads.front()->child(0).name + "_near" +
                                                              (number > 0 ? std::to_string(number) : ""));
        ++number;
        arrays += "__local " + elementType(*reads.front()) + " " + near + "[" + tile + "];\n    ";
        copies += "            " + near + "[" + p + " - " + start + "] = " + text + ";\n";
        for (const Node* read : reads) {
            rewriter.replace(*read, near + "[" + p + " - " + start + "]");
        }
    }
    const std::string head = "for (" + type + " " + p + " = " + start;
    return arrays + "for (" + type + " " + start + " = " + kernel.text(*loop.first) + "; " + start + " < " + bound +
           "; " + start + " += " + tile + ") {\n        const " + type + " " + stop + " = " + start + " + " + tile +
           " < " + bound + " ? " + start + " + " + tile + " : " + bound +
           ";\n        barrier(CLK_LOCAL_MEM_FENCE);\n        " + head + " + (" + type + ")get_local_id(0); " + p +
           " < " + stop + "; " + p + " += (" + type + ")get_local_size(0)) {\n" + copies +
           "        }\n        barrier(CLK_LOCAL_MEM_FENCE);\n        " + head + "; " + p + " < " + stop + "; ++" + p +
           ") " + rewriter.part(loop.body->begin, statementEnd(kernel, *loop.body)) + "\n    }";
}

} // namespace

std::vector<Site> LocalStaging::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    const auto guard = guardOf(kernel);
    if (!guard || !groupsAreRows(kernel) || !canAllStay(kernel, *guard)) {
        return list;
    }
    for (const Loop& loop : loopsIn(kernel.body())) {
        if (fits(kernel, loop)) {
            list.push_back(
                {loop.node->begin, 0,
                 uniformReads(kernel, loop).begin()->first + ", for (" + kernel.text(loop.node->child(0)) + " …)"});
        }
    }
    return list;
}

Result<std::string> LocalStaging::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    const auto guard = guardOf(kernel);
    for (const Loop& loop : loopsIn(kernel.body())) {
        if (!guard || loop.node->begin != site.offset || !fits(kernel, loop)) {
            continue;
        }
        const std::string tile = freshName(kernel.source, "TILE");
        Rewriter inside(kernel);
        keepEverybody(kernel, *guard, inside);
        const std::string text = staged(kernel, loop, tile, inside);
        Rewriter rewriter(kernel);
        keepEverybody(kernel, *guard, rewriter);
        rewriter.replace(loop.node->begin, statementEnd(kernel, *loop.node), text);
        std::string source = rewriter.result();
        const std::size_t head = source.find('\n', source.rfind("// launch:", sourceHead(source).size()));
        source.insert(head + 1, "#define " + tile + " " + std::to_string(kTile) + " // tune: " + kTiles + "\n");
        return source;
    }
    return doesNotApply(name(), "no loop reads what a whole group reads alike");
}

} // namespace espalier::rules

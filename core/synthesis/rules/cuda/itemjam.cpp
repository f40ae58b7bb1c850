#include "core/synthesis/rules/cuda/itemjam.h"

#include "core/synthesis/rules/cuda/laneloop.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/polynomial.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>

namespace espalier::rules {

namespace {

/// Reads what this kernel may write.
bool readsVariable(const Node& node)
{
    const auto subscripts = findAll(node, Kind::Subscript);
    return std::ranges::any_of(
        subscripts, [](const Node* subscript) { return subscript->child(0).type.find("const") == std::string::npos; });
}

} // namespace

ItemJam::ItemJam(const Kernel& kernel, unsigned own, std::vector<const Node*> statements, Setting setting)
    : m_kernel(kernel), m_own(own), m_statements(std::move(statements)), m_setting(std::move(setting)), m_dependent{own}
{
}

bool ItemJam::depends(const Node& node) const
{
    return std::ranges::any_of(m_dependent, [&](unsigned declaration) { return mentions(node, declaration); });
}

/// A constant that is the same for all elements stays where it is.
bool ItemJam::isSharedDeclaration(const Node& statement) const
{
    return statement.kind == Kind::Declaration && std::ranges::all_of(statement.children, [&](const auto& variable) {
               return variable->kind == Kind::Variable && !m_dependent.contains(variable->declaration);
           });
}

/// A counting loop that runs alike for all elements and has something of theirs inside.
bool ItemJam::isSharedLoop(const Node& statement) const
{
    const auto loop = canonicalLoop(statement);
    return loop && !depends(*loop->first) && !depends(*loop->bound) && !stores(statement) &&
           findAll(*loop->bound, Kind::Subscript).empty() && loop->body->kind == Kind::Compound && depends(*loop->body);
}

/// A variable differs between elements when what it is set to does, or when it changes at all beyond its declaration.
void ItemJam::findDependent(const List& statements)
{
    for (const Node* statement : statements) {
        for (const Node* variable : findAll(*statement, Kind::Variable)) {
            const bool counter = variable->parent->parent->kind == Kind::For &&
                                 canonicalLoop(*variable->parent->parent).has_value() && !depends(*variable);
            const bool changed = std::ranges::any_of(
                m_statements, [&](const Node* one) { return assigns(*one, variable->declaration); });
            if ((changed && !counter) || depends(*variable) || variable->children.empty() || readsVariable(*variable)) {
                m_dependent.insert(variable->declaration);
            }
        }
    }
}

/// Numbers the runs, and notes in which each variable is declared and whether it is met in another.
void ItemJam::place(const List& statements)
{
    bool open = false;
    for (const Node* statement : statements) {
        if (isSharedDeclaration(*statement)) {
            continue;
        }
        if (isSharedLoop(*statement)) {
            open = false;
            place(statementsOf(statement->child(3)));
            ++m_run;
            continue;
        }
        m_run += open ? 0 : 1;
        open = true;
        for (const Node* variable : findAll(*statement, Kind::Variable)) {
            m_where[variable->declaration] = {m_run, false};
        }
        for (const Node* reference : findAll(*statement, Kind::Reference)) {
            const auto found = m_where.find(reference->declaration);
            if (found != m_where.end() && found->second.first != m_run) {
                found->second.second = true;
            }
        }
    }
    ++m_run;
}

/// Nothing leaves a run but for loops within it, and shared declarations read no dependent value.
bool ItemJam::fits(const List& statements) const
{
    for (const Node* statement : statements) {
        if (isSharedLoop(*statement)) {
            if (!fits(statementsOf(statement->child(3)))) {
                return false;
            }
            continue;
        }
        bool good = statement->kind != Kind::Declaration || isSharedDeclaration(*statement) ||
                    (statement->children.size() == 1 && findAll(*statement, Kind::InitList).empty());
        walk(*statement, [&](const Node& at) {
            if (at.kind == Kind::Break || at.kind == Kind::Continue) {
                const Node* around = at.parent;
                while (!isLoop(around->kind) && around->kind != Kind::Switch && around != statement) {
                    around = around->parent;
                }
                good = good && isLoop(around->kind);
            }
            good = good && at.kind != Kind::Return && at.kind != Kind::Goto && at.kind != Kind::Lambda;
            return good;
        });
        if (!good) {
            return false;
        }
    }
    return true;
}

/// A statement of one element, with arrays for what outlives its run.
std::string ItemJam::statementText(const Node& statement) const
{
    Rewriter rewriter(m_kernel);
    const auto isArray = [&](unsigned declaration) {
        const auto found = m_where.find(declaration);
        return found != m_where.end() && found->second.second && m_dependent.contains(declaration);
    };
    for (const Node* reference : findAll(statement, Kind::Reference)) {
        if (isArray(reference->declaration)) {
            rewriter.insert(reference->end, "[" + m_setting.item + "]");
        }
    }
    if (statement.kind != Kind::Declaration || statement.children.empty() || !isArray(statement.child(0).declaration)) {
        return rewriter.part(statement.begin, statementEnd(m_kernel, statement)) + "\n";
    }
    const Node& variable = statement.child(0);
    const std::string type = plainType(m_kernel, variable);
    m_arrays += type.substr(0, type.find('[')) + " " + variable.name + "[" + m_setting.items + "]" +
                arraySuffix(m_kernel, variable) + ";\n";
    if (variable.children.empty()) {
        return {};
    }
    // From the sign on: brackets round the whole value are no part of its node.
    const auto value = static_cast<unsigned>(m_kernel.source.find('=', variable.declaration));
    return variable.name + "[" + m_setting.item + "] " + rewriter.part(value, statementEnd(m_kernel, statement)) + "\n";
}

std::string ItemJam::runText(const List& run) const
{
    if (run.empty()) {
        return {};
    }
    const bool storing = std::ranges::any_of(run, [](const Node* statement) { return stores(*statement); });
    std::string body;
    for (const Node* statement : run) {
        body += statementText(*statement);
    }
    if (body.empty()) {
        return {};
    }
    const bool guarded = storing && !m_setting.exists.empty();
    return "#pragma unroll\nfor (int " + m_setting.item + " = 0; " + m_setting.item + " < " + m_setting.items + "; ++" +
           m_setting.item + ") {\n" + (storing ? m_setting.trueElement : m_setting.anyElement) +
           (guarded ? "if (" + m_setting.exists + ") {\n" : "") + body + (guarded ? "}\n" : "") + "}\n";
}

std::string ItemJam::listText(const List& statements) const
{
    std::string text;
    List run;
    for (const Node* statement : statements) {
        if (isSharedDeclaration(*statement)) {
            // Before the run that goes on: it depends on nothing in it.
            text += m_kernel.text(statement->begin, statementEnd(m_kernel, *statement)) + "\n";
        } else if (isSharedLoop(*statement)) {
            text += runText(run);
            run.clear();
            unsigned begin = 0;
            text += pragmasAbove(m_kernel, *statement, begin) +
                    m_kernel.text(statement->begin, statement->child(3).begin) + "{\n" +
                    listText(statementsOf(statement->child(3))) + "}\n";
        } else {
            run.push_back(statement);
        }
    }
    return text + runText(run);
}

std::optional<std::string> ItemJam::write()
{
    for (std::size_t known = 0; known != m_dependent.size();) {
        known = m_dependent.size();
        findDependent(m_statements);
    }
    place(m_statements);
    if (!fits(m_statements)) {
        return std::nullopt;
    }
    const std::string text = listText(m_statements);
    return m_arrays + text;
}

} // namespace espalier::rules

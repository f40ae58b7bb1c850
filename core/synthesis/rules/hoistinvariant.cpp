#include "core/synthesis/rules/hoistinvariant.h"

#include "core/synthesis/rules/access.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <map>

namespace espalier::rules {

namespace {

/// Finds a loop's largest invariant expressions that are worth a variable.
class Search
{
public:
    Search(const Kernel& kernel, const Loop& loop);
    std::vector<const Node*> run();

private:
    void visit(const Node& node);
    bool isInvariant(const Node& node) const;
    bool isUnchanged(const Node& reference) const;
    bool loadsUnchanged(const Node& node) const;
    bool isWorthIt(const Node& node) const;

    const Kernel& m_kernel;
    const Loop& m_loop;
    std::set<unsigned> m_written; ///< arrays the loop writes
    bool m_writesUnknown = false;
    std::vector<const Node*> m_found;
};

Search::Search(const Kernel& kernel, const Loop& loop) : m_kernel(kernel), m_loop(loop)
{
    for (const Access& access : accessesIn(kernel, *loop.body)) {
        if (access.write && access.known) {
            m_written.insert(access.base);
        }
        m_writesUnknown = m_writesUnknown || (access.write && !access.known);
    }
}

bool Search::isUnchanged(const Node& reference) const
{
    const unsigned declaration = reference.declaration;
    return declaration != kNowhere && (declaration < m_loop.node->begin || declaration >= m_loop.node->end) &&
           !assigns(*m_loop.body, declaration) && reference.type.find("vector<") == std::string::npos;
}

/// Does the loop leave alone all memory that the expression reads, arguments of calls included?
bool Search::loadsUnchanged(const Node& node) const
{
    const std::vector<Access> accesses = accessesIn(m_kernel, node);
    return !m_writesUnknown && std::all_of(accesses.begin(), accesses.end(), [&](const Access& access) {
        return access.known && !access.write && !m_written.contains(access.base);
    });
}

bool Search::isInvariant(const Node& node) const
{
    bool fits = true;
    switch (node.kind) {
    case Kind::Literal:
        return true;
    case Kind::Reference:
        return isUnchanged(node);
    case Kind::Binary:
        fits = node.name != "," && node.children.size() == 2;
        break;
    case Kind::Unary:
        fits = node.name == "-" || node.name == "+";
        break;
    case Kind::Cast:
        fits = isFloatType(node.type) || isIntegerType(node.type);
        break;
    case Kind::Call:
        fits = isPureCall(m_kernel, node) && isFloatType(node.type) && loadsUnchanged(node);
        break;
    case Kind::Subscript:
        fits = loadsUnchanged(node);
        break;
    default:
        return false;
    }
    return fits && std::all_of(node.children.begin(), node.children.end(),
                               [&](const auto& child) { return isInvariant(*child); });
}

/// A load, a call or a division of floats; the rest costs less than the register that would hold it.
bool Search::isWorthIt(const Node& node) const
{
    if (!isFloatType(node.type) && !isIntegerType(node.type)) {
        return false;
    }
    bool found = false;
    walk(node, [&](const Node& at) {
        found = found || at.kind == Kind::Subscript || at.kind == Kind::Call ||
                (at.kind == Kind::Binary && at.name == "/" && isFloatType(at.type));
        return !found;
    });
    return found;
}

/// Down through what every iteration of this very loop computes.
void Search::visit(const Node& node)
{
    if (isLoop(node.kind) || node.kind == Kind::Lambda || node.kind == Kind::Switch || node.kind == Kind::Other) {
        return;
    }
    if (isWorthIt(node) && isInvariant(node)) {
        m_found.push_back(&node);
        return;
    }
    const bool branches = node.kind == Kind::If || node.kind == Kind::Conditional ||
                          (node.kind == Kind::Binary && (node.name == "&&" || node.name == "||"));
    const bool places = node.kind == Kind::Assign && node.child(0).kind != Kind::Reference;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (places && i == 0) {
            // The element that is set stays; what its index is computed from may move.
            for (std::size_t part = 1; part < node.child(0).children.size(); ++part) {
                visit(node.child(0).child(part));
            }
        } else if (!branches || i == 0) {
            visit(node.child(i));
        }
    }
}

std::vector<const Node*> Search::run()
{
    bool leaves = false;
    walk(*m_loop.body, [&](const Node& at) {
        // Behind one of these a statement is no longer computed by every iteration.
        leaves = leaves || at.kind == Kind::Break || at.kind == Kind::Continue || at.kind == Kind::Goto ||
                 at.kind == Kind::Return;
        return !leaves;
    });
    if (!leaves) {
        visit(*m_loop.body);
    }
    return m_found;
}

std::vector<const Node*> invariantsOf(const Kernel& kernel, const Loop& loop)
{
    unsigned begin = 0;
    const bool unrolled = pragmasAbove(kernel, *loop.node, begin).find("unroll") != std::string::npos;
    if (unrolled || loop.node->parent->kind != Kind::Compound || isCollapsed(kernel, *loop.node)) {
        return {}; // copies side by side share their loads anyway; elsewhere there is nowhere to put them
    }
    return Search(kernel, loop).run();
}

/// The loop's own condition where it may have no iteration, empty where it has one: sizes of tasks are at least 1.
std::string guard(const Kernel& kernel, const Loop& loop)
{
    std::int64_t first = -1;
    std::int64_t bound = 0;
    const bool starts = integerValue(*loop.first, first);
    const Node* size = loop.bound->kind == Kind::Reference ? declarationOf(kernel, loop.bound->declaration) : nullptr;
    const bool isSize = size != nullptr && size->kind == Kind::Parameter && size->parent == kernel.entry &&
                        !assigns(kernel.body(), size->declaration);
    if (starts && ((first == 0 && isSize) || (constantValue(*loop.bound, bound) && first < bound))) {
        return {};
    }
    return "(" + kernel.text(*loop.first) + ") " + (loop.inclusive ? "<=" : "<") + " (" + kernel.text(*loop.bound) +
           ")";
}

std::string hoisted(const Kernel& kernel, const Loop& loop, const std::vector<const Node*>& invariants)
{
    std::map<std::string, std::string> names; // by text: what occurs twice is computed once
    std::string declarations;
    Rewriter rewriter(kernel);
    const std::string condition = guard(kernel, loop);
    for (const Node* node : invariants) {
        const std::string text = kernel.text(*node);
        std::string& name = names[text];
        if (name.empty()) {
            name = freshName(kernel.source + declarations, "fixed");
            const std::string type = plainType(kernel, *node);
            const bool loads = !findAll(*node, Kind::Subscript).empty() && !condition.empty();
            declarations += "const " + type + " " + name + " = " +
                            (loads ? condition + " ? " + text + " : " + type + "()" : text) + ";\n";
        }
        rewriter.replace(*node, name);
    }
    unsigned begin = 0;
    (void)pragmasAbove(kernel, *loop.node, begin);
    const std::size_t mark = restMarkBefore(kernel, *loop.node).size();
    rewriter.insert(begin == loop.node->begin ? begin - static_cast<unsigned>(mark) : begin, declarations);
    return rewriter.result();
}

} // namespace

std::vector<Site> HoistInvariant::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        const auto invariants = invariantsOf(kernel, loop);
        if (!invariants.empty()) {
            sites.push_back(
                {loop.node->begin, 0, kernel.text(*invariants.front()) + " out of the loop over " + loop.name()});
        }
    }
    return sites;
}

Result<std::string> HoistInvariant::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        const auto invariants =
            loop.node->begin == site.offset ? invariantsOf(kernel, loop) : std::vector<const Node*>{};
        if (!invariants.empty()) {
            return hoisted(kernel, loop, invariants);
        }
    }
    return doesNotApply(name(), "nothing in the loop that is worth it stays the same");
}

} // namespace espalier::rules

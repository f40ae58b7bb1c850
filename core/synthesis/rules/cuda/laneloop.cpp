#include "core/synthesis/rules/cuda/laneloop.h"

#include "core/synthesis/rules/device/elementindex.h"
#include "core/synthesis/rules/loopnest.h"

#include <algorithm>
#include <set>

namespace espalier::rules {

namespace {

bool refersTo(const Node& node, unsigned declaration)
{
    return node.kind == Kind::Reference && node.declaration == declaration;
}

std::size_t timesMentioned(const Node& node, unsigned declaration)
{
    const auto references = findAll(node, Kind::Reference);
    return static_cast<std::size_t>(std::ranges::count_if(
        references, [&](const Node* reference) { return reference->declaration == declaration; }));
}

bool canBeShuffled(const std::string& type)
{
    static const std::set<std::string> types{"float", "double", "int", "long", "unsigned int", "unsigned long"};
    return types.contains(type);
}

/// Reads a loop's body and gathers what it combines.
class BodyReader
{
public:
    BodyReader(const Node& loop, LaneLoop& found) : m_loop(loop), m_found(found) {}

    bool read()
    {
        bool fits = true;
        walk(*m_found.body, [&](const Node& node) {
            fits = fits && allows(node);
            return fits;
        });
        return fits && std::ranges::all_of(m_mentions, [&](const auto& mention) {
                   return timesMentioned(*m_found.body, mention.first) == mention.second;
               });
    }

private:
    bool declaredInside(unsigned declaration) const
    {
        return declaration != kNowhere && declaration >= m_loop.begin && declaration < m_loop.end;
    }

    bool allows(const Node& node)
    {
        switch (node.kind) {
        case Kind::Assign:
            return m_taken.contains(&node) || assignment(node);
        case Kind::Unary:
            return (node.name != "++" && node.name != "--" && node.name != "&") ||
                   (node.child(0).kind == Kind::Reference && declaredInside(node.child(0).declaration));
        case Kind::If:
            bounding(node);
            return true;
        case Kind::Return:
        case Kind::Break:
        case Kind::Continue:
        case Kind::Goto:
        case Kind::Lambda:
            return false;
        case Kind::Call:
            return !node.name.starts_with("__st");
        default:
            return true;
        }
    }

    bool assignment(const Node& node)
    {
        const Node& target = node.child(0);
        if (target.kind == Kind::Reference && declaredInside(target.declaration)) {
            return true;
        }
        if (target.kind == Kind::Subscript) {
            return element(target);
        }
        if (target.kind != Kind::Reference || !canBeShuffled(target.type)) {
            return false;
        }
        if (node.name == "+=" && !mentions(node.child(1), target.declaration)) {
            return combine(target.declaration, Combine::Sum, 1);
        }
        return node.name == "=" && extreme(target, node.child(1));
    }

    /// `most = fmaxf(most, x)`
    bool extreme(const Node& target, const Node& value)
    {
        static const std::set<std::string> largest{"fmaxf", "fmax", "max"};
        static const std::set<std::string> least{"fminf", "fmin", "min"};
        const bool most = largest.contains(value.name);
        return value.kind == Kind::Call && value.children.size() == 2 && (most || least.contains(value.name)) &&
               timesMentioned(value, target.declaration) == 1 &&
               (refersTo(value.child(0), target.declaration) || refersTo(value.child(1), target.declaration)) &&
               combine(target.declaration, most ? Combine::Largest : Combine::Least, 2);
    }

    /// `if (x > most) { most = x; }`
    void bounding(const Node& node)
    {
        const Node& condition = node.child(0);
        const auto inside = statementsOf(node.child(1));
        if (node.children.size() != 2 || inside.size() != 1 || inside.front()->kind != Kind::Assign ||
            inside.front()->name != "=" || condition.kind != Kind::Binary ||
            (condition.name != ">" && condition.name != "<")) {
            return;
        }
        const Node& assign = *inside.front();
        const Node& target = assign.child(0);
        const bool greater = condition.name == ">";
        const bool left = refersTo(condition.child(0), target.declaration);
        const Node& other =
            condition.child(left ? 0 : 1).kind == Kind::Reference && left ? condition.child(1) : condition.child(0);
        if (target.kind != Kind::Reference || declaredInside(target.declaration) || !canBeShuffled(target.type) ||
            (!left && !refersTo(condition.child(1), target.declaration)) || mentions(other, target.declaration) ||
            !same(other, assign.child(1))) {
            return;
        }
        if (combine(target.declaration, greater != left ? Combine::Largest : Combine::Least, 2)) {
            m_taken.insert(&assign);
        }
    }

    bool same(const Node& a, const Node& b) const
    {
        if (a.kind != b.kind || a.name != b.name || a.declaration != b.declaration ||
            a.children.size() != b.children.size()) {
            return false;
        }
        for (std::size_t i = 0; i < a.children.size(); ++i) {
            if (!same(a.child(i), b.child(i))) {
                return false;
            }
        }
        return a.kind != Kind::Other && a.kind != Kind::Assign && !(a.kind == Kind::Unary && a.name.size() == 2);
    }

    bool element(const Node& target) const
    {
        const Node& base = target.child(0);
        bool own = base.kind == Kind::Reference && stepsByOne(target.child(1), m_found.variable->declaration);
        walk(target.child(1), [&](const Node& at) {
            // Of a step's own variables only the loop's may choose the element.
            own = own && !(at.kind == Kind::Reference && declaredInside(at.declaration) &&
                           at.declaration != m_found.variable->declaration);
            return own;
        });
        return own;
    }

    bool combine(unsigned declaration, Combine how, std::size_t mentioned)
    {
        if (declaration == kNowhere) {
            return false;
        }
        m_mentions[declaration] += mentioned;
        return m_found.results.emplace(declaration, how).first->second == how;
    }

    const Node& m_loop;
    LaneLoop& m_found;
    std::map<unsigned, std::size_t> m_mentions; ///< how often each combined variable may occur
    std::set<const Node*> m_taken;              ///< assignments that are part of a bounding
};

} // namespace

bool stores(const Node& node)
{
    bool found = false;
    walk(node, [&](const Node& at) {
        const bool steps =
            at.kind == Kind::Unary && (at.name == "++" || at.name == "--") && at.child(0).kind != Kind::Reference;
        const bool assigned = at.kind == Kind::Assign && at.child(0).kind != Kind::Reference;
        found = found || steps || assigned || (at.kind == Kind::Call && at.name.starts_with("__st"));
        return !found;
    });
    return found;
}

std::optional<LaneLoop> laneLoop(const Node& loop)
{
    const auto counting = canonicalLoop(loop);
    if (!counting || counting->step != 1 || counting->inclusive || loop.child(1).name != "<") {
        return std::nullopt;
    }
    LaneLoop found{&loop, counting->variable, counting->first, counting->bound, counting->body, {}};
    if (!BodyReader(loop, found).read()) {
        return std::nullopt;
    }
    return found;
}

} // namespace espalier::rules

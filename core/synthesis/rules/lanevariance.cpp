#include "core/synthesis/rules/lanevariance.h"

#include "core/synthesis/rules/stripjam.h"

#include <algorithm>

namespace espalier::rules {

LaneVariance::LaneVariance(const Kernel& kernel, const Loop& loop) : m_kernel(kernel)
{
    m_variant.insert(loop.declaration());
    for (const Access& access : accessesIn(kernel, *loop.body)) {
        if (access.write) {
            m_written.insert(access.base);
        }
    }
    // A local stays uniform only when it is set once, from uniform values; counters of uniform loops are uniform too.
    std::size_t before = 0;
    while (before != m_variant.size()) {
        before = m_variant.size();
        walk(*loop.body, [&](const Node& at) {
            if (at.kind != Kind::Variable || m_variant.contains(at.declaration)) {
                return true;
            }
            const Node* statement = at.parent == nullptr ? nullptr : at.parent->parent;
            if (statement != nullptr && statement->kind == Kind::For && &statement->child(0) == at.parent) {
                if (!isUniformLoop(*statement)) {
                    m_variant.insert(at.declaration);
                }
                return true;
            }
            const Node* initialiser = fixedInitialiser(m_kernel, at.declaration);
            const bool array = at.type.find('[') != std::string::npos;
            if (initialiser == nullptr || array || varies(*initialiser) || loadsWritten(*initialiser)) {
                m_variant.insert(at.declaration);
            }
            return true;
        });
    }
}

bool LaneVariance::loadsWritten(const Node& node) const
{
    for (const Access& access : accessesIn(m_kernel, node)) {
        if (!access.known || m_written.contains(access.base)) {
            return true;
        }
    }
    return false;
}

bool LaneVariance::varies(const Node& node) const
{
    bool found = false;
    walk(node, [&](const Node& at) {
        found = found || (at.kind == Kind::Reference && m_variant.contains(at.declaration));
        return !found;
    });
    return found;
}

bool LaneVariance::isUniformLoop(const Node& node) const
{
    const auto loop = canonicalLoop(node);
    if (!loop || varies(*loop->first) || varies(*loop->bound) || loadsWritten(*loop->bound)) {
        return false;
    }
    bool leaves = false;
    walk(*loop->body, [&](const Node& at) {
        leaves = leaves || at.kind == Kind::Break || at.kind == Kind::Continue || at.kind == Kind::Goto ||
                 at.kind == Kind::Return;
        return !leaves;
    });
    return !leaves;
}

bool overwritesOnly(const Kernel& kernel, const Loop& loop)
{
    std::set<unsigned> written;
    const auto inside = [&](unsigned declaration) {
        return declaration >= loop.node->begin && declaration < loop.node->end;
    };
    const std::vector<Access> accesses = accessesIn(kernel, *loop.body);
    for (const Access& access : accesses) {
        if (access.write && !inside(access.base)) {
            written.insert(access.base);
        }
    }
    return std::none_of(accesses.begin(), accesses.end(),
                        [&](const Access& access) { return access.read && written.contains(access.base); });
}

bool hasLoopToJam(const Kernel& kernel, const Loop& loop)
{
    const LaneVariance variance(kernel, loop);
    bool found = false;
    walk(*loop.body, [&](const Node& at) {
        found = found || (at.kind == Kind::For && variance.isUniformLoop(at));
        return !found && (!isLoop(at.kind) || &at == loop.body);
    });
    return found;
}

} // namespace espalier::rules

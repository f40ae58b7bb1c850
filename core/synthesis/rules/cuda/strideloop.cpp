#include "core/synthesis/rules/cuda/strideloop.h"

#include "core/synthesis/rules/access.h"
#include "core/synthesis/rules/cuda/gridkernel.h"
#include "core/synthesis/rules/loopnest.h"

namespace espalier::rules {

namespace {

/// The stride that belongs to a lane by how it is declared; empty where it is none.
std::string strideOfLane(const Kernel& kernel, const Node& reference)
{
    const Node* variable = reference.kind == Kind::Reference ? declarationOf(kernel, reference.declaration) : nullptr;
    if (variable == nullptr || variable->kind != Kind::Variable || variable->children.size() != 1 ||
        !variable->type.starts_with("const ")) {
        return {};
    }
    const Node& value = variable->child(0);
    std::int64_t warp = 0;
    if (isPlace(value, "threadIdx", 'x')) {
        return "blockDim.x";
    }
    const bool rest = value.kind == Kind::Binary && value.name == "%" && isPlace(value.child(0), "threadIdx", 'x') &&
                      integerValue(value.child(1), warp) && warp == 32;
    return rest ? "32" : "";
}

bool changes(const Node& body, const Node& bound)
{
    bool found = false;
    walk(bound, [&](const Node& at) {
        found = found || at.kind == Kind::Call || at.kind == Kind::Subscript ||
                (at.kind == Kind::Reference && at.declaration != kNowhere && assigns(body, at.declaration));
        return !found;
    });
    return found;
}

} // namespace

std::optional<StrideLoop> strideLoop(const Kernel& kernel, const Node& loop)
{
    if (loop.kind != Kind::For || loop.child(0).kind != Kind::Declaration || loop.child(0).children.size() != 1) {
        return std::nullopt;
    }
    const Node& variable = loop.child(0).child(0);
    const Node& condition = loop.child(1);
    const Node& step = loop.child(2);
    if (variable.kind != Kind::Variable || variable.children.size() != 1 || !isIntegerType(variable.type) ||
        condition.kind != Kind::Binary || condition.name != "<" || condition.child(0).kind != Kind::Reference ||
        condition.child(0).declaration != variable.declaration || step.children.empty() ||
        step.child(0).kind != Kind::Reference || step.child(0).declaration != variable.declaration) {
        return std::nullopt;
    }
    StrideLoop found{&loop, &variable, &condition.child(1), &loop.child(3), kernel.text(variable.child(0)), "", "1"};
    if (assigns(*found.body, variable.declaration) || changes(*found.body, *found.bound)) {
        return std::nullopt;
    }
    if (step.kind == Kind::Unary && step.name == "++") {
        return found;
    }
    const Node& begin = variable.child(0);
    const bool added = begin.kind == Kind::Binary && begin.name == "+";
    const Node& lane = added ? begin.child(1) : begin;
    found.stride = strideOfLane(kernel, lane);
    found.first = added ? kernel.text(begin.child(0)) : "0";
    found.lane = lane.name;
    const bool strides = step.kind == Kind::Assign && step.name == "+=" && !found.stride.empty() &&
                         kernel.text(step.child(1)) == found.stride;
    return strides ? std::optional(found) : std::nullopt;
}

} // namespace espalier::rules

#include "core/synthesis/rules/restrictpointers.h"

#include "core/synthesis/rules/cuda/gridkernel.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

namespace espalier::rules {

namespace {

bool isOpenPointer(const Kernel& kernel, const Node& parameter)
{
    return parameter.kind == Kind::Parameter && parameter.type.find('*') != std::string::npos &&
           kernel.text(parameter).find("__restrict") == std::string::npos && !parameter.name.empty();
}

/// Of the task's function; in CUDA C++ of every kernel that is given each buffer once.
std::vector<const Node*> openPointers(const Kernel& kernel)
{
    std::vector<const Node*> functions{kernel.entry};
    if (kernel.dialect == Dialect::Cuda) {
        functions = globalFunctions(kernel);
        std::erase_if(functions, [&](const Node* function) {
            const auto launch = onlyLaunchOf(kernel.source, function->name);
            return !launch || !passesEachOnce(*launch);
        });
    }
    std::vector<const Node*> pointers;
    for (const Node* function : functions) {
        for (const auto& child : function->children) {
            if (isOpenPointer(kernel, *child)) {
                pointers.push_back(child.get());
            }
        }
    }
    return pointers;
}

/// Divisions of floats in the loop's body by a variable declared outside and not changed inside.
std::vector<const Node*> fixedDivisions(const Loop& loop)
{
    std::vector<const Node*> divisions;
    if (!isInnermost(loop)) {
        return divisions;
    }
    for (const Node* node : findAll(*loop.body, Kind::Binary)) {
        const bool division = node->name == "/" && node->children.size() == 2 && isFloatType(node->type);
        if (!division || node->child(1).kind != Kind::Reference) {
            continue;
        }
        const unsigned divisor = node->child(1).declaration;
        bool changed = divisor >= loop.node->begin && divisor < loop.node->end;
        walk(*loop.body, [&](const Node& at) {
            changed = changed || (at.kind == Kind::Assign && at.child(0).kind == Kind::Reference &&
                                  at.child(0).declaration == divisor);
            return !changed;
        });
        if (!changed) {
            divisions.push_back(node);
        }
    }
    return divisions;
}

} // namespace

std::vector<Site> RestrictPointers::sites(const Kernel& kernel) const
{
    const std::vector<const Node*> pointers = openPointers(kernel);
    return pointers.empty() ? std::vector<Site>() : std::vector<Site>{{pointers.front()->begin, 0, "every pointer"}};
}

Result<std::string> RestrictPointers::apply(const Kernel& kernel, const Site&, Rng&) const
{
    Rewriter rewriter(kernel);
    const std::vector<const Node*> pointers = openPointers(kernel);
    for (const Node* pointer : pointers) {
        rewriter.insert(pointer->declaration, kernel.dialect == Dialect::Cuda ? "__restrict__ " : "__restrict ");
    }
    if (pointers.empty()) {
        return doesNotApply(name(), "no pointer is without the promise");
    }
    return rewriter.result();
}

std::vector<Site> HoistDivision::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        if (!fixedDivisions(loop).empty() && loop.node->parent->kind == Kind::Compound &&
            !hasPragma(kernel, *loop.node)) {
            sites.push_back({loop.node->begin, 0, "loop over " + loop.name()});
        }
    }
    return sites;
}

Result<std::string> HoistDivision::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        const std::vector<const Node*> divisions = fixedDivisions(loop);
        if (loop.node->begin != site.offset || divisions.empty()) {
            continue;
        }
        const Node& divisor = divisions.front()->child(1);
        const std::string inverse = freshName(kernel.source, divisor.name + "Inverse");
        Rewriter rewriter(kernel);
        rewriter.insert(loop.node->begin, "const " + plainType(kernel, *divisions.front()) + " " + inverse + " = 1 / " +
                                              divisor.name + ";\n");
        for (const Node* division : divisions) {
            if (division->child(1).declaration == divisor.declaration) {
                rewriter.replace(*division, kernel.text(division->begin, division->child(0).end) + " * " + inverse);
            }
        }
        return rewriter.result();
    }
    return doesNotApply(name(), "no division in the loop has a fixed divisor");
}

} // namespace espalier::rules

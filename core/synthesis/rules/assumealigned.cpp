#include "core/synthesis/rules/assumealigned.h"

#include "core/synthesis/rules/access.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

namespace espalier::rules {

namespace {

constexpr const char* kBytes = "64";

/// Pointers to numbers that still are, in the whole function, what the caller passed.
std::vector<const Node*> settledPointers(const Kernel& kernel)
{
    std::vector<const Node*> pointers;
    for (const auto& child : kernel.entry->children) {
        const std::size_t star = child->type.find(" *");
        if (child->kind != Kind::Parameter || child->name.empty() || star == std::string::npos ||
            child->type.ends_with("const") || assigns(kernel.body(), child->declaration)) {
            continue;
        }
        const std::string element = child->type.substr(0, star);
        if (isFloatType(element) || isIntegerType(element)) {
            pointers.push_back(child.get());
        }
    }
    return pointers;
}

bool isPromised(const Kernel& kernel, const Node& pointer)
{
    bool found = false;
    walk(kernel.body(), [&](const Node& at) {
        found = found || (at.kind == Kind::Call && at.name == kAlignmentPromise && mentions(at, pointer.declaration));
        return !found;
    });
    return found;
}

/// The promises for the function's head; empty when all are made.
std::string promises(const Kernel& kernel)
{
    std::string text;
    for (const Node* pointer : settledPointers(kernel)) {
        if (!isPromised(kernel, *pointer)) {
            const std::string element = pointer->type.substr(0, pointer->type.find(" *"));
            text += "\n" + pointer->name + " = static_cast<" + element + "*>(" + std::string(kAlignmentPromise) + "(" +
                    pointer->name + ", " + kBytes + "));";
        }
    }
    return text;
}

/// Some `reduction(+ : name[:n])` of the kernel copies it for each thread.
bool isCopiedByReduction(const Kernel& kernel, const std::string& name)
{
    const std::string& source = kernel.source;
    for (std::size_t at = source.find("reduction("); at != std::string::npos; at = source.find("reduction(", at + 1)) {
        const std::string clause = source.substr(at, source.find(')', at) - at);
        if (clause.find(' ' + name + "[") != std::string::npos) {
            return true;
        }
    }
    return false;
}

/// The clause that the pragma directly above a loop lacks; empty when it is no `omp simd` or uses no such pointer.
std::string missingClause(const Kernel& kernel, const Loop& loop)
{
    unsigned begin = 0;
    const std::string pragmas = pragmasAbove(kernel, *loop.node, begin);
    if (pragmas.find("omp simd") == std::string::npos || pragmas.find("aligned(") != std::string::npos) {
        return {};
    }
    std::string names;
    for (const Node* pointer : settledPointers(kernel)) {
        if (mentions(*loop.body, pointer->declaration) && !isCopiedByReduction(kernel, pointer->name)) {
            names += (names.empty() ? "" : ", ") + pointer->name;
        }
    }
    return names.empty() ? "" : " aligned(" + names + " : " + kBytes + ")";
}

} // namespace

std::vector<Site> AssumeAligned::sites(const Kernel& kernel) const
{
    bool missing = !promises(kernel).empty();
    for (const Loop& loop : loopsIn(kernel.body())) {
        missing = missing || !missingClause(kernel, loop).empty();
    }
    return missing ? std::vector<Site>{{kernel.entry->begin, 0, "every pointer"}} : std::vector<Site>{};
}

Result<std::string> AssumeAligned::apply(const Kernel& kernel, const Site&, Rng&) const
{
    Rewriter rewriter(kernel);
    const std::string head = promises(kernel);
    bool any = !head.empty();
    rewriter.insert(kernel.body().begin + 1, head);
    for (const Loop& loop : loopsIn(kernel.body())) {
        if (const std::string clause = missingClause(kernel, loop); !clause.empty()) {
            unsigned begin = 0;
            const std::string pragmas = pragmasAbove(kernel, *loop.node, begin);
            const std::size_t line = kernel.source.find("omp simd", begin);
            rewriter.insert(static_cast<unsigned>(kernel.source.find('\n', line)), clause);
            any = true;
        }
    }
    if (!any) {
        return doesNotApply(name(), "every pointer's alignment is promised already");
    }
    return rewriter.result();
}

bool isPromisedToLanes(const Kernel& kernel, const Node& node, const std::string& pointer)
{
    const std::string text = kernel.text(node);
    for (std::size_t at = text.find("aligned("); at != std::string::npos; at = text.find("aligned(", at + 1)) {
        const std::size_t names = at + 8;
        const std::string list = ' ' + text.substr(names, text.find_first_of(":)", names) - names);
        for (const char* after : {",", " "}) {
            if (list.find(' ' + pointer + after) != std::string::npos) {
                return true;
            }
        }
    }
    return false;
}

} // namespace espalier::rules

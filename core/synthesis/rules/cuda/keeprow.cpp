#include "core/synthesis/rules/cuda/keeprow.h"

#include "core/synthesis/rules/cuda/gridkernel.h"
#include "core/synthesis/rules/cuda/strideloop.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <optional>

namespace espalier::rules {

namespace {

/// Reads of one array's row in a kernel.
struct RowReads
{
    const Node* parameter = nullptr;
    std::vector<const Node*> reads; ///< subscripts
    std::string row;                ///< "r * cols"
    std::string size;               ///< "cols"
    std::string lane;
    const Node* firstLoop = nullptr;
    std::size_t loops = 0;
};

/// `const long r = blockIdx.x;`
unsigned rowNumber(const Node& function)
{
    for (const auto& statement : function.children.back()->children) {
        const bool one = statement->kind == Kind::Declaration && statement->children.size() == 1;
        if (one && statement->child(0).kind == Kind::Variable && statement->child(0).children.size() == 1 &&
            isPlace(statement->child(0).child(0), "blockIdx", 'x') && statement->child(0).type.starts_with("const ")) {
            return statement->child(0).declaration;
        }
    }
    return kNowhere;
}

bool isReference(const Node& node, unsigned declaration)
{
    return node.kind == Kind::Reference && node.declaration == declaration;
}

/// Is the index `r * size + c`?
bool isOfRow(const Node& index, unsigned row, const Node& size, const Node& column)
{
    if (index.kind != Kind::Binary || index.name != "+" || !isReference(index.child(1), column.declaration)) {
        return false;
    }
    const Node& start = index.child(0);
    return start.kind == Kind::Binary && start.name == "*" && isReference(start.child(0), row) &&
           isReference(start.child(1), size.declaration);
}

RowReads readsOf(const Kernel& kernel, const Node& function, const Node& parameter, const LaunchLine& launch)
{
    RowReads found;
    found.parameter = &parameter;
    const unsigned row = rowNumber(function);
    for (const auto& statement : function.children.back()->children) {
        const auto loop = strideLoop(kernel, *statement);
        const bool whole = loop && loop->stride == "blockDim.x" && loop->bound->kind == Kind::Reference &&
                           isPassedByName(function, launch, *loop->bound) &&
                           std::ranges::all_of(loop->first, [](char c) { return c >= '0' && c <= '9'; });
        if (!whole || row == kNowhere || (!found.size.empty() && found.size != loop->bound->name)) {
            continue;
        }
        const std::size_t before = found.reads.size();
        for (const Node* subscript : findAll(*loop->body, Kind::Subscript)) {
            if (isReference(subscript->child(0), parameter.declaration) &&
                isOfRow(subscript->child(1), row, *loop->bound, *loop->variable)) {
                found.reads.push_back(subscript);
                found.row = kernel.text(subscript->child(1).child(0));
                found.size = loop->bound->name;
                found.lane = loop->lane;
            }
        }
        if (found.reads.size() > before) {
            found.firstLoop = found.firstLoop == nullptr ? statement.get() : found.firstLoop;
            ++found.loops;
        }
    }
    return found;
}

/// Two loops at least read it; every block's threads reach the barrier together.
std::optional<RowReads> keepable(const Kernel& kernel, const Node& function, const Node& parameter)
{
    const auto launch = onlyLaunchOf(kernel.source, function.name);
    if (!launch || parameter.kind != Kind::Parameter || parameter.type.find("const float *") != 0 ||
        !passesEachOnce(*launch) || findAll(function, Kind::Return).size() > 1 ||
        std::ranges::any_of(launch->arguments, [](const auto& part) { return part.text.starts_with("local "); }) ||
        kernel.text(function).find("extern") != std::string::npos) {
        return std::nullopt;
    }
    RowReads reads = readsOf(kernel, function, parameter, *launch);
    if (reads.loops < 2) {
        return std::nullopt;
    }
    for (const Node* returned : findAll(function, Kind::Return)) {
        const Node* condition = enclosing(*returned, Kind::If);
        bool alike = condition != nullptr;
        walk(alike ? condition->child(0) : function, [&](const Node& at) {
            const bool parameterOrRow = at.kind != Kind::Reference || at.declaration == rowNumber(function) ||
                                        at.declaration < function.children.back()->begin;
            alike = alike && parameterOrRow && at.kind != Kind::Subscript && at.kind != Kind::Member;
            return alike;
        });
        if (!alike) {
            return std::nullopt;
        }
    }
    return reads;
}

std::string kept(const Kernel& kernel, const Node& function, const RowReads& reads)
{
    const std::string row = freshName(kernel.source, reads.parameter->name + "_row");
    const std::string c = freshName(kernel.source, "col");
    const auto launch = onlyLaunchOf(kernel.source, function.name);
    Rewriter rewriter(kernel);
    rewriter.insert(launch->argumentsEnd, ", local float[" + reads.size + "]");
    rewriter.insert(function.children.back()->begin + 1, "\nextern __shared__ float " + row + "[];");
    unsigned begin = 0;
    pragmasAbove(kernel, *reads.firstLoop, begin);
    rewriter.insert(begin, "for (long " + c + " = " + reads.lane + "; " + c + " < " + reads.size + "; " + c +
                               " += blockDim.x) {\n" + row + "[" + c + "] = " + reads.parameter->name + "[" +
                               reads.row + " + " + c + "];\n}\n__syncthreads();\n");
    for (const Node* read : reads.reads) {
        rewriter.replace(*read, row + "[" + kernel.text(read->child(1).child(1)) + "]");
    }
    return rewriter.result();
}

} // namespace

std::vector<Site> KeepRow::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    for (const Node* function : globalFunctions(kernel)) {
        for (const auto& parameter : function->children) {
            if (keepable(kernel, *function, *parameter)) {
                list.push_back({parameter->declaration, 0, parameter->name + " in " + function->name});
            }
        }
    }
    return list;
}

Result<std::string> KeepRow::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Node* function : globalFunctions(kernel)) {
        for (const auto& parameter : function->children) {
            if (parameter->kind == Kind::Parameter && parameter->declaration == site.offset) {
                if (const auto reads = keepable(kernel, *function, *parameter)) {
                    return kept(kernel, *function, *reads);
                }
            }
        }
    }
    return doesNotApply(name(), "no block reads a row of its own in several loops");
}

} // namespace espalier::rules

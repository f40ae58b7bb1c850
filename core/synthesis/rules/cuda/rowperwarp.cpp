#include "core/synthesis/rules/cuda/rowperwarp.h"

#include "core/synthesis/rules/cuda/combining.h"
#include "core/synthesis/rules/cuda/laneloop.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace espalier::rules {

namespace {

/// A kernel that can be shared out, with its loops.
struct Rows
{
    GridKernel grid;
    std::vector<LaneLoop> loops;
    std::vector<const Node*> lonely; ///< statements that store, for one thread of the row alone
};

bool isScalar(const Node& variable)
{
    return isFloatType(variable.type) || isIntegerType(variable.type);
}

/// Whatever stands in it; brackets round the whole are no part of a node.
std::string inBrackets(const std::string& text)
{
    const bool word = std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    return word ? text : "(" + text + ")";
}

/// The index with the loop's own variable made anonymous.
std::string placeOf(const Kernel& kernel, const Node& index, const LaneLoop& loop)
{
    Rewriter rewriter(kernel);
    for (const Node* reference : findAll(index, Kind::Reference)) {
        if (reference->declaration == loop.variable->declaration) {
            rewriter.replace(*reference, "@");
        }
    }
    return withoutBlanks(rewriter.part(index));
}

std::set<unsigned> writtenArrays(const Node& body)
{
    std::set<unsigned> arrays;
    walk(body, [&](const Node& at) {
        const bool writes = (at.kind == Kind::Assign || (at.kind == Kind::Unary && at.name.size() == 2)) &&
                            at.child(0).kind == Kind::Subscript;
        if (writes) {
            const Node& base = at.child(0).child(0);
            arrays.insert(base.kind == Kind::Reference ? base.declaration : kNowhere);
        }
        return true;
    });
    return arrays;
}

/// Every use of a written array is the same thread's: at one place counted by loops that begin alike, or where one
/// thread alone stores and nobody reads.
bool keepsToItself(const Kernel& kernel, const Rows& rows, unsigned array)
{
    std::set<std::string> places;
    for (const Node* reference : findAll(rows.grid.body(), Kind::Reference)) {
        if (reference->declaration != array) {
            continue;
        }
        const auto loop =
            std::ranges::find_if(rows.loops, [&](const LaneLoop& one) { return one.node->contains(*reference); });
        const auto alone =
            std::ranges::find_if(rows.lonely, [&](const Node* one) { return one->contains(*reference); });
        const Node* use = reference->parent;
        if (use->kind != Kind::Subscript || &use->child(0) != reference) {
            return false;
        }
        if (loop != rows.loops.end()) {
            places.insert("each " + kernel.text(*loop->first) + " " + placeOf(kernel, use->child(1), *loop));
        } else if (alone != rows.lonely.end()) {
            places.insert("alone");
        } else {
            return false;
        }
    }
    return places.size() == 1;
}

/// What may stand beside the loops: all threads of the row do it, one alone where it stores.
bool fitsBeside(const Node& statement, Rows& rows)
{
    if (statement.kind == Kind::Declaration) {
        return !stores(statement) && std::ranges::all_of(statement.children, [](const auto& variable) {
            return variable->kind == Kind::Variable && isScalar(*variable);
        });
    }
    if (!stores(statement)) {
        return statement.kind != Kind::Other;
    }
    if (statement.kind != Kind::Assign && statement.kind != Kind::If && statement.kind != Kind::Unary) {
        return false;
    }
    // Variables change for all threads alike or for none.
    bool only = true;
    walk(statement, [&](const Node& at) {
        only = only && !((at.kind == Kind::Assign || (at.kind == Kind::Unary && at.name.size() == 2)) &&
                         at.child(0).kind == Kind::Reference);
        return only;
    });
    rows.lonely.push_back(&statement);
    return only;
}

bool areWholeWarps(const Kernel& kernel, const LaunchLine& launch)
{
    const auto values = valuesOf(kernel, launch.local.front().text);
    return !values.empty() && std::ranges::all_of(values, [](std::int64_t value) {
        return value > 0 && value <= 1024 && value % 32 == 0;
    });
}

std::optional<Rows> rowsOf(const Kernel& kernel, const Node& function)
{
    auto grid = gridKernel(kernel, function);
    if (!grid || !areWholeWarps(kernel, grid->launch)) {
        return std::nullopt;
    }
    Rows rows{*std::move(grid), {}, {}};
    for (const auto& statement : rows.grid.body().children) {
        if (statement->end <= rows.grid.guard->end) {
            continue;
        }
        if (auto loop = laneLoop(*statement)) {
            rows.loops.push_back(*std::move(loop));
        } else if (!fitsBeside(*statement, rows)) {
            return std::nullopt;
        }
    }
    const std::set<unsigned> written = writtenArrays(rows.grid.body());
    const bool own = !written.contains(kNowhere) &&
                     std::ranges::all_of(written, [&](unsigned array) { return keepsToItself(kernel, rows, array); });
    return rows.loops.empty() || !own ? std::nullopt : std::optional(std::move(rows));
}

/// The loop for one thread of the row, with the combining behind it.
void shareOut(const Kernel& kernel, const LaneLoop& loop, bool whole, const std::string& lane, std::string& taken,
              Rewriter& rewriter)
{
    std::string before;
    std::string after;
    for (const auto& [declaration, how] : loop.results) {
        std::string name;
        std::string type;
        for (const Node* reference : findAll(*loop.body, Kind::Reference)) {
            if (reference->declaration == declaration) {
                name = reference->name;
                type = plainType(kernel, *reference);
            }
        }
        const std::string call = combiningName(how, whole);
        if (how != Combine::Sum) {
            after += "\n" + name + " = " + call + "(" + name + ");";
            continue;
        }
        const std::string part = freshName(taken, name + "_part");
        taken += part;
        before += type + " " + part + " = 0;\n";
        after += "\n" + name + " += " + call + "(" + part + ");";
        for (const Node* reference : findAll(*loop.body, Kind::Reference)) {
            if (reference->declaration == declaration) {
                rewriter.replace(*reference, part);
            }
        }
    }
    const std::string first = withoutBlanks(kernel.text(*loop.first));
    const std::string head = "for (" + plainType(kernel, *loop.variable) + " " + loop.variable->name + " = " +
                             (first == "0" ? "" : inBrackets(kernel.text(*loop.first)) + " + ") + lane + "; " +
                             loop.variable->name + " < " + inBrackets(kernel.text(*loop.bound)) + "; " +
                             loop.variable->name + " += " + (whole ? "blockDim.x" : "32") + ") ";
    unsigned begin = 0;
    const std::string pragmas = pragmasAbove(kernel, *loop.node, begin);
    rewriter.replace(begin, loop.body->begin, before + pragmas + head);
    rewriter.insert(statementEnd(kernel, *loop.body), after);
}

std::string shared(const Kernel& kernel, const Rows& rows, bool whole)
{
    const GridKernel& grid = rows.grid;
    const std::string lane = freshName(kernel.source, "lane");
    const std::string type = plainType(kernel, *grid.variable);
    const std::string wide = grid.launch.local.front().text;
    const std::string bound = kernel.text(*grid.bound);
    Rewriter rewriter(kernel);
    rewriter.replace(grid.launch.global.front().begin, grid.launch.global.front().end,
                     whole ? "(" + bound + ") * " + wide : "ceil((" + bound + ") * 32, " + wide + ") * " + wide);
    rewriter.replace(grid.declaration->begin, statementEnd(kernel, *grid.declaration),
                     "const " + type + " " + grid.variable->name + " = " +
                         (whole ? "blockIdx.x;\nconst int " + lane + " = threadIdx.x;"
                                : "((" + type + ")blockIdx.x * blockDim.x + threadIdx.x) / 32;\nconst int " + lane +
                                      " = threadIdx.x % 32;"));
    std::set<Combine> used;
    std::string taken = kernel.source;
    for (const LaneLoop& loop : rows.loops) {
        shareOut(kernel, loop, whole, lane, taken, rewriter);
        for (const auto& [declaration, how] : loop.results) {
            used.insert(how);
        }
    }
    for (const Node* statement : rows.lonely) {
        rewriter.insert(statement->begin, "if (" + lane + " == 0) {\n");
        rewriter.insert(statementEnd(kernel, *statement), "\n}");
    }
    rewriter.insert(behindHead(kernel.source), combiningFunctions(kernel.source, used, whole));
    return rewriter.result();
}

} // namespace

std::vector<Site> RowPerWarp::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    for (const Node* function : globalFunctions(kernel)) {
        if (rowsOf(kernel, *function)) {
            list.push_back({function->begin, 0, "a warp for each row of " + function->name});
            list.push_back({function->begin, 1, "a block for each row of " + function->name});
        }
    }
    return list;
}

Result<std::string> RowPerWarp::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Node* function : globalFunctions(kernel)) {
        if (function->begin == site.offset) {
            if (const auto rows = rowsOf(kernel, *function)) {
                return shared(kernel, *rows, site.variant == 1);
            }
        }
    }
    return doesNotApply(name(), "no kernel goes through a row by itself");
}

} // namespace espalier::rules

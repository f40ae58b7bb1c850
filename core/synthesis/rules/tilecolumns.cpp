#include "core/synthesis/rules/tilecolumns.h"

#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <array>

namespace espalier::rules {

namespace {

constexpr std::array<int, 3> kTiles{64, 128, 256};

bool isFree(const Kernel& kernel, const Loop& loop)
{
    const LoopFacts facts = analyseLoop(kernel, loop);
    return facts.independent && facts.reductions.empty() && facts.privateCopies.empty();
}

/// Is something loaded in the nest that every row loads again, another for every column?
bool isReused(const Kernel& kernel, const Loop& rows, const Loop& columns)
{
    const std::vector<Access> accesses = accessesIn(kernel, *columns.body);
    return std::any_of(accesses.begin(), accesses.end(), [&](const Access& access) {
        return access.known && access.read && !access.index.dependsOn(rows.declaration()) &&
               access.index.dependsOn(columns.declaration());
    });
}

/// The loop to be tiled inside this one.
std::optional<Loop> columnsIn(const Kernel& kernel, const Loop& rows)
{
    const auto columns = onlyInnerLoop(rows);
    std::int64_t first = 0;
    std::int64_t bound = 0;
    if (!columns || columns->step != 1 || columns->inclusive || !integerValue(*columns->first, first)) {
        return std::nullopt; // a loop that starts at a variable is a tile already
    }
    const bool isConstant = polynomialOf(kernel, *columns->bound).isConstant(bound);
    if ((isConstant && bound <= kTiles.front()) || mentions(*columns->bound, rows.declaration()) ||
        !findAll(*columns->bound, Kind::Subscript).empty() || isCollapsed(kernel, *rows.node) ||
        !isReused(kernel, rows, *columns) || !isFree(kernel, rows) || !isFree(kernel, *columns)) {
        return std::nullopt;
    }
    return columns;
}

std::string tiled(const Kernel& kernel, const Loop& rows, const Loop& columns, const std::string& tile, unsigned& begin)
{
    const std::string type = plainType(kernel, *columns.variable);
    const std::string start = freshName(kernel.source, columns.name() + "Tile");
    const std::string end = freshName(kernel.source, columns.name() + "End");
    const std::string bound = "(" + kernel.text(*columns.bound) + ")";
    Rewriter rewriter(kernel);
    rewriter.replace(*columns.first, start);
    rewriter.replace(*columns.bound, end);
    const std::string pragmas = pragmasAbove(kernel, *rows.node, begin);
    return "for (" + type + " " + start + " = " + kernel.text(*columns.first) + "; " + start + " < " + bound + "; " +
           start + " += " + tile + ") {\nconst " + type + " " + end + " = " + bound + " - " + start + " < " + tile +
           " ? " + bound + " : " + start + " + " + tile + ";\n" + pragmas +
           rewriter.part(rows.node->begin, statementEnd(kernel, *rows.node)) + "\n}";
}

} // namespace

std::vector<Site> TileColumns::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& rows : loopsOf(kernel)) {
        if (const auto columns = columnsIn(kernel, rows)) {
            sites.push_back({rows.node->begin, 0, "loop over " + columns->name() + " outside of " + rows.name()});
        }
    }
    return sites;
}

Result<std::string> TileColumns::apply(const Kernel& kernel, const Site& site, Rng& rng) const
{
    for (const Loop& rows : loopsOf(kernel)) {
        const auto columns = rows.node->begin == site.offset ? columnsIn(kernel, rows) : std::nullopt;
        if (!columns) {
            continue;
        }
        const std::string tile = freshName(kernel.source, "TILE_COLUMNS");
        unsigned begin = 0;
        const std::string text = tiled(kernel, rows, *columns, tile, begin);
        Rewriter rewriter(kernel);
        rewriter.replace(begin, statementEnd(kernel, *rows.node), text);
        rewriter.insert(kernel.entry->begin,
                        tunableLine(tile, kTiles[rng.below(kTiles.size())], "32 64 128 256 512 1024") + "\n");
        return rewriter.result();
    }
    return doesNotApply(name(), "the loops are not perfectly nested, depend on each other or share nothing");
}

} // namespace espalier::rules

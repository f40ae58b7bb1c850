#include "core/synthesis/rules/tilereduction.h"

#include "core/synthesis/rules/dependence.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <array>

namespace espalier::rules {

namespace {

constexpr std::array<int, 3> kTiles{64, 128, 256};

/// A nest whose innermost body starts a sum, accumulates, and stores what came of it.
struct Nest
{
    Loop accumulating;
    std::vector<Loop> around;    ///< innermost first, perfectly nested but for the accumulating loop
    const Node* sum = nullptr;   ///< the Variable
    const Node* store = nullptr; ///< the element of the output that is set behind the loop
};

bool isFree(const Kernel& kernel, const Loop& loop)
{
    const LoopFacts facts = analyseLoop(kernel, loop);
    return facts.independent && facts.reductions.empty() && facts.privateCopies.empty();
}

/// The loops around the statement that hold nothing else, innermost first; the first may hold more.
std::vector<Loop> loopsAround(const Kernel& kernel, const Node& statement)
{
    std::vector<Loop> around;
    const Node* at = enclosing(statement, Kind::For);
    while (at != nullptr) {
        const auto loop = canonicalLoop(*at);
        const auto inner = loop && !around.empty() ? onlyInnerLoop(*loop) : std::nullopt;
        if (!loop || (!around.empty() && (!inner || inner->node != around.back().node)) || !isFree(kernel, *loop)) {
            break;
        }
        around.push_back(*loop);
        at = enclosing(*at, Kind::For);
    }
    return around;
}

/// The local that the loop accumulates into, declared with a value in the body that holds the loop; null otherwise.
const Node* sumOf(const Kernel& kernel, const Loop& accumulating)
{
    const LoopFacts facts = analyseLoop(kernel, accumulating);
    if (!facts.independent || facts.reductions.size() != 1 || !facts.reductions[0].section.empty() ||
        !facts.reductions[0].floating || !facts.privateCopies.empty()) {
        return nullptr;
    }
    const Node* sum = declarationOf(kernel, facts.reductions[0].declaration);
    const bool local = sum->kind == Kind::Variable && sum->children.size() == 1 && sum->parent != nullptr &&
                       sum->parent->children.size() == 1 && sum->parent->parent == accumulating.node->parent &&
                       sum->begin < accumulating.node->begin;
    return local ? sum : nullptr;
}

/// The only element that the body writes of what is not its own: one of a parameter in the sum's type, set by a
/// statement of the body behind the loop and never read. Null when there is none.
const Node* storeOf(const Kernel& kernel, const Node& body, const Node& sum, const Loop& accumulating)
{
    const Node* store = nullptr;
    unsigned base = kNowhere;
    const std::vector<Access> accesses = accessesIn(kernel, body);
    for (const Access& access : accesses) {
        if (!access.write || (access.known && access.base >= body.begin && access.base < body.end)) {
            continue;
        }
        const Node* statement = access.node->parent;
        if (!access.known || store != nullptr || access.update != "=" || access.node->kind != Kind::Subscript ||
            access.node->type != plainType(kernel, sum) || statement->parent != &body ||
            statement->begin < accumulating.node->end) {
            return nullptr;
        }
        store = access.node;
        base = access.base;
    }
    const bool read = std::any_of(accesses.begin(), accesses.end(), [&](const Access& access) {
        return !access.known || (access.base == base && access.read);
    });
    return read ? nullptr : store;
}

/// Before the accumulating loop stand only declarations, each of which can be made again for every tile.
bool startsPlainly(const Node& body, const Loop& accumulating, const Node& sum)
{
    return std::all_of(body.children.begin(), body.children.end(), [&](const auto& statement) {
        return statement->begin >= accumulating.node->begin ||
               (statement->kind == Kind::Declaration &&
                (statement.get() == sum.parent || !mentions(*statement, sum.declaration)));
    });
}

/// Is everything the text needs known outside of the nest, and no part of it loaded?
bool isKnownOutside(const Node& expression, const Loop& outermost)
{
    bool known = true;
    walk(expression, [&](const Node& at) {
        const bool inside = at.kind == Kind::Reference && at.declaration >= outermost.node->begin &&
                            at.declaration < outermost.node->end;
        known = known && !inside && at.kind != Kind::Subscript && at.kind != Kind::Call;
        return known;
    });
    return known;
}

/// The store's address uses nothing declared behind the loop, where the sum is started.
bool isKnownBefore(const Node& store, const Loop& accumulating)
{
    bool known = true;
    walk(store, [&](const Node& at) {
        known = known && !(at.kind == Kind::Reference && at.declaration != kNowhere &&
                           at.declaration >= accumulating.node->begin);
        return known;
    });
    return known;
}

std::optional<Nest> nestOf(const Kernel& kernel, const Loop& accumulating)
{
    std::int64_t first = 0;
    std::int64_t bound = 0;
    const Node* body = accumulating.node->parent;
    const bool isConstant = polynomialOf(kernel, *accumulating.bound).isConstant(bound);
    if (body == nullptr || body->kind != Kind::Compound || accumulating.step != 1 || accumulating.inclusive ||
        !integerValue(*accumulating.first, first) || (isConstant && bound <= kTiles.front())) {
        return std::nullopt;
    }
    Nest nest{accumulating, {}, sumOf(kernel, accumulating), nullptr};
    if (nest.sum == nullptr) {
        return std::nullopt;
    }
    nest.around = loopsAround(kernel, *accumulating.node);
    nest.store = storeOf(kernel, *body, *nest.sum, accumulating);
    if (nest.around.empty() || nest.around.front().body != body || nest.store == nullptr ||
        !startsPlainly(*body, accumulating, *nest.sum) || !isKnownBefore(*nest.store, accumulating)) {
        return std::nullopt;
    }
    return nest;
}

/// May the loop over tiles stand outside of that many loops?
bool fits(const Kernel& kernel, const Nest& nest, std::size_t depth)
{
    const Loop& outermost = nest.around[depth - 1];
    return isKnownOutside(*nest.accumulating.bound, outermost) && !isCollapsed(kernel, *outermost.node);
}

std::string tiled(const Kernel& kernel, const Nest& nest, const Loop& outermost, const std::string& tile,
                  unsigned& begin)
{
    const Loop& loop = nest.accumulating;
    const std::string type = plainType(kernel, *loop.variable);
    const std::string index = freshName(kernel.source, loop.name() + "Tile");
    const std::string count = freshName(kernel.source, loop.name() + "Tiles");
    const std::string start = freshName(kernel.source, loop.name() + "0");
    const std::string end = freshName(kernel.source, loop.name() + "End");
    const std::string bound = "(" + kernel.text(*loop.bound) + ")";
    const std::string first = kernel.text(*loop.first);
    const std::string store = kernel.text(*nest.store);
    const Node& body = *loop.node->parent;

    Rewriter rewriter(kernel);
    rewriter.replace(*loop.first, start);
    rewriter.replace(*loop.bound, end);
    rewriter.replace(nest.sum->child(0),
                     "(" + index + " == 0 ? (" + kernel.text(nest.sum->child(0)) + ") : " + store + ")");
    const unsigned behind = statementEnd(kernel, *loop.node);
    const unsigned last = statementEnd(kernel, *body.children.back());
    const Node& assignment = *nest.store->parent;
    const bool plain =
        assignment.child(1).kind == Kind::Reference && assignment.child(1).declaration == nest.sum->declaration;
    if (!plain || body.children.back().get() != &assignment) {
        rewriter.insert(behind, "\nif (" + index + " + 1 < " + count + ") {\n" + store + " = " + nest.sum->name +
                                    ";\n} else {");
        rewriter.insert(last, "\n}");
    }
    const std::string pragmas = pragmasAbove(kernel, *outermost.node, begin);
    const std::string text = "const " + type + " " + count + " = " + bound + " - " + first + " > " + tile + " ? (" +
                             bound + " - " + first + " + " + tile + " - 1) / " + tile + " : 1;\nfor (" + type + " " +
                             index + " = 0; " + index + " < " + count + "; ++" + index + ") {\nconst " + type + " " +
                             start + " = " + first + " + " + index + " * " + tile + ";\nconst " + type + " " + end +
                             " = " + bound + " - " + start + " < " + tile + " ? " + bound + " : " + start + " + " +
                             tile + ";\n" + pragmas +
                             rewriter.part(outermost.node->begin, statementEnd(kernel, *outermost.node)) + "\n}";
    return outermost.node->parent->kind == Kind::Compound ? text : "{\n" + text + "\n}";
}

} // namespace

std::vector<Site> TileReduction::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        const auto nest = nestOf(kernel, loop);
        for (std::size_t depth = nest ? std::min<std::size_t>(2, nest->around.size()) : 1;
             nest && depth <= nest->around.size(); ++depth) {
            if (fits(kernel, *nest, depth)) {
                sites.push_back({loop.node->begin, static_cast<int>(depth),
                                 "loop over " + loop.name() + " outside of " + nest->around[depth - 1].name()});
            }
        }
    }
    return sites;
}

Result<std::string> TileReduction::apply(const Kernel& kernel, const Site& site, Rng& rng) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        const auto nest = loop.node->begin == site.offset ? nestOf(kernel, loop) : std::nullopt;
        const auto depth = static_cast<std::size_t>(std::max(site.variant, 1));
        if (!nest || depth > nest->around.size() || !fits(kernel, *nest, depth)) {
            continue;
        }
        const Loop& outermost = nest->around[depth - 1];
        const std::string tile = freshName(kernel.source, "TILE_SUM");
        unsigned begin = 0;
        const std::string text = tiled(kernel, *nest, outermost, tile, begin);
        Rewriter rewriter(kernel);
        rewriter.replace(begin, statementEnd(kernel, *outermost.node), text);
        rewriter.insert(kernel.entry->begin,
                        tunableLine(tile, kTiles[rng.below(kTiles.size())], "32 64 128 256 512 1024") + "\n");
        return rewriter.result();
    }
    return doesNotApply(name(), "no sum is started, accumulated and stored in a nest of independent loops");
}

} // namespace espalier::rules

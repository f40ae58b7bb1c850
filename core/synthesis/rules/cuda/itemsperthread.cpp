#include "core/synthesis/rules/cuda/itemsperthread.h"

#include "core/synthesis/rules/cuda/itemjam.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <regex>

namespace espalier::rules {

namespace {

constexpr const char* kChoices = "2 4 8";

/// Along which dimension of the grid a kernel's threads get several elements.
struct Along
{
    GridKernel grid;
    const Node* declaration = nullptr; ///< the statement that declares the number
    const Node* variable = nullptr;
    std::size_t dimension = 0;
    std::string bound;
};

/// `const long i = blockIdx.y;`
const Node* placeAlong(const GridKernel& grid, char dimension)
{
    for (const auto& statement : grid.body().children) {
        const bool one = statement->kind == Kind::Declaration && statement->children.size() == 1;
        if (one && statement->child(0).kind == Kind::Variable && statement->child(0).children.size() == 1 &&
            isPlace(statement->child(0).child(0), "blockIdx", dimension) &&
            !assigns(grid.body(), statement->child(0).declaration)) {
            return statement.get();
        }
    }
    return nullptr;
}

bool isName(const std::string& text)
{
    return std::regex_match(text, std::regex("[A-Za-z_]\\w*"));
}

bool hasParameter(const Node& function, const std::string& name)
{
    return std::ranges::any_of(
        function.children, [&](const auto& child) { return child->kind == Kind::Parameter && child->name == name; });
}

bool passes(const LaunchLine& launch, const std::string& name)
{
    return std::ranges::any_of(launch.arguments, [&](const LaunchLine::Part& part) { return part.text == name; });
}

std::size_t timesUsed(const Node& node, const char* place, char dimension)
{
    const auto members = findAll(node, Kind::Member);
    return static_cast<std::size_t>(
        std::ranges::count_if(members, [&](const Node* member) { return isPlace(*member, place, dimension); }));
}

std::optional<Along> along(const Kernel& kernel, const Node& function, int variant)
{
    auto grid = gridKernel(kernel, function);
    if (!grid) {
        return std::nullopt;
    }
    const auto dimension = static_cast<std::size_t>(variant);
    Along found{*std::move(grid), nullptr, nullptr, dimension, ""};
    if (variant == 0) {
        found.declaration = found.grid.declaration;
        found.variable = found.grid.variable;
        found.bound = "(" + kernel.text(*found.grid.bound) + ")";
        return found;
    }
    if (found.grid.launch.global.size() <= dimension) {
        return std::nullopt;
    }
    const char letter = "xyz"[dimension];
    found.declaration = placeAlong(found.grid, letter);
    found.bound = found.grid.launch.global[dimension].text;
    // As a parameter under the same name, or as one that can be added.
    const bool named = isName(found.bound) &&
                       (hasParameter(function, found.bound) ||
                        !std::regex_search(kernel.text(function), std::regex("\\b" + found.bound + "\\b"))) &&
                       hasParameter(function, found.bound) == passes(found.grid.launch, found.bound);
    // Parameters are passed in order: one that is added comes last, where no local memory stands.
    const bool free = named && valuesOf(kernel, found.bound).empty() && timesUsed(function, "blockIdx", letter) == 1;
    if (found.declaration == nullptr || !free || found.declaration->begin > found.grid.guard->begin) {
        return std::nullopt;
    }
    found.variable = &found.declaration->child(0);
    return found;
}

ItemJam::Setting settingOf(const Kernel& kernel, const Along& at, const std::string& items, const std::string& start)
{
    ItemJam::Setting setting;
    const std::string name = at.variable->name;
    const std::string type = plainType(kernel, *at.variable);
    setting.item = freshName(kernel.source, at.dimension == 0 ? "item" : at.dimension == 1 ? "line" : "plane_item");
    setting.items = items;
    const std::string apart = at.dimension == 0 ? setting.item + " * (" + type + ")blockDim.x" : setting.item;
    const std::string own = start + " + " + apart;
    setting.trueElement = "const " + type + " " + name + " = " + own + ";\n";
    setting.anyElement =
        "const " + type + " " + name + " = " + own + " < " + at.bound + " ? " + own + " : " + at.bound + " - 1;\n";
    setting.exists = name + " < " + at.bound;
    return setting;
}

/// The statements behind the guard, with those before it that count with the number: they must come after it.
std::optional<std::string> rewritten(const Kernel& kernel, const Along& at)
{
    const GridKernel& grid = at.grid;
    const std::string items = freshName(kernel.source, "ITEMS");
    const std::string start = freshName(kernel.source, at.variable->name + "_first");
    std::vector<const Node*> statements;
    std::vector<const Node*> early; ///< before the guard
    for (const auto& statement : grid.body().children) {
        const bool before = statement->end <= grid.guard->begin;
        if (before && statement.get() != at.declaration && mentions(*statement, at.variable->declaration)) {
            early.push_back(statement.get());
        }
        if (statement->begin > grid.guard->begin) {
            statements.push_back(statement.get());
        }
    }
    statements.insert(statements.begin(), early.begin(), early.end());
    ItemJam jam(kernel, at.variable->declaration, statements, settingOf(kernel, at, items, start));
    const auto body = jam.write();
    if (!body || statements.empty()) {
        return std::nullopt;
    }
    const std::string type = plainType(kernel, *at.variable);
    const bool own = at.dimension == 0;
    Rewriter rewriter(kernel);
    rewriter.replace(at.declaration->begin, statementEnd(kernel, *at.declaration),
                     "const " + type + " " + start + " = (" + type + ")blockIdx." + "xyz"[at.dimension] + " * " +
                         (own ? "blockDim.x * " + items + " + threadIdx.x;" : items + ";"));
    for (const Node* statement : early) {
        rewriter.replace(statement->begin, statementEnd(kernel, *statement), "");
    }
    if (own) {
        rewriter.replace(grid.guard->begin, statementEnd(kernel, *grid.guard),
                         "if (" + start + " >= " + at.bound + ") {\nreturn;\n}");
    }
    rewriter.replace(statementEnd(kernel, *grid.guard), statementEnd(kernel, *statements.back()), "\n" + *body);
    const LaunchLine::Part& global = grid.launch.global[at.dimension];
    const std::string wide = grid.launch.local.front().text;
    rewriter.replace(global.begin, global.end,
                     own ? "ceil(" + kernel.text(*grid.bound) + ", " + wide + " * " + items + ") * " + wide
                         : "ceil(" + at.bound + ", " + items + ")");
    if (!own && !hasParameter(*grid.function, at.bound)) {
        const auto last = std::ranges::find_if(grid.function->children.rbegin(), grid.function->children.rend(),
                                               [](const auto& child) { return child->kind == Kind::Parameter; });
        rewriter.insert((*last)->end, ", long " + at.bound);
        rewriter.insert(grid.launch.argumentsEnd, ", " + at.bound);
    }
    rewriter.insert(behindLaunchLines(kernel.source), tunedDefine(items, 4, kChoices));
    return rewriter.result();
}

} // namespace

std::vector<Site> ItemsPerThread::sites(const Kernel& kernel) const
{
    static constexpr const char* kAlong[] = {"its own number", "the second dimension", "the third dimension"};
    std::vector<Site> list;
    for (const Node* function : globalFunctions(kernel)) {
        for (int variant = 0; variant < 3; ++variant) {
            const auto at = along(kernel, *function, variant);
            if (at && rewritten(kernel, *at)) {
                list.push_back(
                    {function->begin, variant, std::string("along ") + kAlong[variant] + " in " + function->name});
            }
        }
    }
    return list;
}

Result<std::string> ItemsPerThread::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Node* function : globalFunctions(kernel)) {
        const auto at = function->begin == site.offset ? along(kernel, *function, site.variant) : std::nullopt;
        if (const auto text = at ? rewritten(kernel, *at) : std::nullopt) {
            return *text;
        }
    }
    return doesNotApply(name(), "no kernel has elements that one thread could do together");
}

} // namespace espalier::rules

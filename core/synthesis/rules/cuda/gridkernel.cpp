#include "core/synthesis/rules/cuda/gridkernel.h"

#include "core/synthesis/rules/loopnest.h"

#include <algorithm>
#include <array>
#include <set>

namespace espalier::rules {

namespace {

bool isGlobalNumber(const Node& node)
{
    if (node.kind != Kind::Binary || node.name != "+" || node.children.size() != 2) {
        return false;
    }
    const Node& product = uncast(node.child(0));
    return isPlace(node.child(1), "threadIdx", 'x') && product.kind == Kind::Binary && product.name == "*" &&
           isPlace(product.child(0), "blockIdx", 'x') && isPlace(product.child(1), "blockDim", 'x');
}

bool returnsOnly(const Node& node)
{
    const auto statements = statementsOf(node);
    return statements.size() == 1 && statements.front()->kind == Kind::Return && statements.front()->children.empty();
}

/// Nothing but the element's own number tells one thread from another.
bool hasNoOtherPlace(const Node& function, const Node& number)
{
    const auto members = findAll(function, Kind::Member);
    return std::ranges::all_of(members, [&](const Node* member) {
        if (number.contains(*member) || member->children.size() != 1 || member->child(0).kind != Kind::Reference) {
            return true;
        }
        const std::string& of = member->child(0).name;
        return of != "threadIdx" && of != "gridDim" && !(of == "blockDim" || (of == "blockIdx" && member->name == "x"));
    });
}

/// The launch covers exactly what the guard lets pass.
bool coversBound(const Kernel& kernel, const GridKernel& grid)
{
    const LaunchLine& launch = grid.launch;
    const std::string wide = launch.local.front().text;
    const std::string bound = withoutBlanks(kernel.text(*grid.bound));
    if (withoutBlanks(launch.global.front().text) != "ceil(" + bound + "," + wide + ")*" + wide) {
        return false;
    }
    bool same = true;
    walk(*grid.bound, [&](const Node& node) {
        same = same && (node.kind != Kind::Reference || isPassedByName(*grid.function, launch, node));
        return same;
    });
    return same;
}

} // namespace

const Node& uncast(const Node& node)
{
    const Node* at = &node;
    while (at->kind == Kind::Cast && at->children.size() == 1) {
        at = &at->child(0);
    }
    return *at;
}

bool isPlace(const Node& node, const char* what, char dimension)
{
    const Node& member = uncast(node);
    return member.kind == Kind::Member && member.name == std::string(1, dimension) && member.children.size() == 1 &&
           member.child(0).kind == Kind::Reference && member.child(0).name == what;
}

bool isPassedByName(const Node& function, const LaunchLine& launch, const Node& reference)
{
    std::vector<const Node*> parameters;
    for (const auto& child : function.children) {
        if (child->kind == Kind::Parameter) {
            parameters.push_back(child.get());
        }
    }
    std::vector<std::string> passed;
    for (const LaunchLine::Part& argument : launch.arguments) {
        if (!argument.text.starts_with("local ")) {
            passed.push_back(argument.text);
        }
    }
    const auto found = std::ranges::find_if(
        parameters, [&](const Node* parameter) { return parameter->declaration == reference.declaration; });
    return passed.size() == parameters.size() && found != parameters.end() &&
           passed[static_cast<std::size_t>(found - parameters.begin())] == reference.name &&
           !assigns(*function.children.back(), reference.declaration);
}

std::vector<const Node*> globalFunctions(const Kernel& kernel)
{
    std::vector<const Node*> functions;
    for (const Node* function : findAll(*kernel.root, Kind::Function)) {
        if (function->children.empty() || function->children.back()->kind != Kind::Compound) {
            continue;
        }
        const std::string before = kernel.text(function->begin, function->declaration);
        if (before.find("__global__") != std::string::npos) {
            functions.push_back(function);
        }
    }
    return functions;
}

bool mindsOthers(const Kernel& kernel, const Node& function)
{
    static constexpr std::array<std::string_view, 10> kCalls{"__sync", "__shfl",   "atomic",  "__ballot", "__any",
                                                             "__all",  "__reduce", "__match", "__thread", "__pipeline"};
    const std::string text = kernel.text(function);
    if (text.find("__shared__") != std::string::npos || text.find("asm") != std::string::npos ||
        !findAll(function, Kind::Goto).empty() || !findAll(function, Kind::Lambda).empty()) {
        return true;
    }
    const auto calls = findAll(function, Kind::Call);
    return std::ranges::any_of(calls, [&](const Node* call) {
        const bool ownFunction = call->declaration != kNowhere; // of the source: who knows what it does
        return ownFunction ||
               std::ranges::any_of(kCalls, [&](std::string_view name) { return call->name.starts_with(name); });
    });
}

bool passesEachOnce(const LaunchLine& launch)
{
    std::set<std::string> names;
    return std::ranges::all_of(launch.arguments, [&](const LaunchLine::Part& argument) {
        return argument.text.starts_with("local ") || names.insert(argument.text).second;
    });
}

std::optional<GridKernel> gridKernel(const Kernel& kernel, const Node& function)
{
    auto launch = onlyLaunchOf(kernel.source, function.name);
    if (!launch || !passesEachOnce(*launch) || mindsOthers(kernel, function) ||
        !std::all_of(launch->local.begin() + 1, launch->local.end(),
                     [](const LaunchLine::Part& size) { return size.text == "1"; })) {
        return std::nullopt;
    }
    GridKernel grid;
    grid.function = &function;
    grid.launch = *std::move(launch);
    for (const auto& statement : grid.body().children) {
        if (statement->kind == Kind::If && grid.variable != nullptr && statement->children.size() == 2) {
            const Node& condition = statement->child(0);
            if (condition.kind == Kind::Binary && condition.name == ">=" &&
                condition.child(0).kind == Kind::Reference &&
                condition.child(0).declaration == grid.variable->declaration && returnsOnly(statement->child(1))) {
                grid.guard = statement.get();
                grid.bound = &condition.child(1);
            }
            break;
        }
        if (statement->kind != Kind::Declaration) {
            return std::nullopt;
        }
        for (const auto& variable : statement->children) {
            if (variable->kind == Kind::Variable && variable->children.size() == 1 && statement->children.size() == 1 &&
                isGlobalNumber(variable->child(0))) {
                grid.declaration = statement.get();
                grid.variable = variable.get();
            }
        }
    }
    const bool whole = grid.guard != nullptr && findAll(function, Kind::Return).size() == 1 &&
                       !assigns(grid.body(), grid.variable->declaration) && isIntegerType(grid.variable->type) &&
                       hasNoOtherPlace(function, grid.variable->child(0)) && coversBound(kernel, grid);
    return whole ? std::optional(grid) : std::nullopt;
}

} // namespace espalier::rules

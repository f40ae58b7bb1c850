#include "core/synthesis/rules/cuda/fuselaunches.h"

#include "core/synthesis/rules/cuda/gridkernel.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace espalier::rules {

namespace {

/// A launch over ceil(extent, width) * width threads in blocks that are wide in the first dimension alone.
struct Launched
{
    const Node* function = nullptr;
    LaunchLine launch;
    std::string extent; ///< sums and products of dims and constants
    std::string width;
};

/// A parameter of the new kernel.
struct Passed
{
    std::string name; ///< what the launch line calls it
    std::string type; ///< as written, up to the name
};

std::vector<const Node*> parametersOf(const Node& function)
{
    std::vector<const Node*> parameters;
    for (const auto& child : function.children) {
        if (child->kind == Kind::Parameter) {
            parameters.push_back(child.get());
        }
    }
    return parameters;
}

bool isSumOfProducts(const std::string& text)
{
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
        return std::isalnum(c) || std::string_view("_ +-*()").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

/// "ceil(rows * cols, WG) * WG" → "rows * cols"; empty for anything else.
std::string extentOf(const std::string& global, const std::string& width)
{
    constexpr std::string_view kBefore = "ceil(";
    const std::size_t comma = global.rfind(',');
    if (!global.starts_with(kBefore) || comma == std::string::npos ||
        withoutBlanks(global.substr(comma)) != "," + width + ")*" + width) {
        return {};
    }
    const std::string extent = global.substr(kBefore.size(), comma - kBefore.size());
    return isSumOfProducts(extent) ? extent : std::string();
}

std::optional<Launched> launched(const Kernel& kernel, const Node& function)
{
    auto launch = onlyLaunchOf(kernel.source, function.name);
    if (!launch || !passesEachOnce(*launch) || launch->arguments.size() != parametersOf(function).size()) {
        return std::nullopt;
    }
    const std::string width = launch->local.front().text;
    const std::string extent = extentOf(launch->global.front().text, width);
    const std::string before = kernel.text(function.begin, function.declaration);
    const std::string body = kernel.text(*function.children.back());
    const bool whole =
        !extent.empty() && !valuesOf(kernel, width).empty() && before.find("__launch_bounds__") == std::string::npos &&
        body.find("gridDim") == std::string::npos && findAll(function, Kind::Lambda).empty() &&
        std::all_of(launch->local.begin() + 1, launch->local.end(),
                    [](const LaunchLine::Part& size) { return size.text == "1"; }) &&
        std::ranges::none_of(launch->arguments,
                             [](const LaunchLine::Part& argument) { return argument.text.starts_with("local "); });
    return whole ? std::optional(Launched{&function, *std::move(launch), extent, width}) : std::nullopt;
}

bool isBuffer(const Node& parameter)
{
    return parameter.type.find('*') != std::string::npos;
}

/// The buffers of the launch, by the names of its line: all, or those that it may write.
std::set<std::string> buffersOf(const Launched& of, bool written)
{
    std::set<std::string> buffers;
    const auto parameters = parametersOf(*of.function);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (isBuffer(*parameters[i]) && (!written || !parameters[i]->type.starts_with("const "))) {
            buffers.insert(of.launch.arguments[i].text);
        }
    }
    return buffers;
}

bool writesNothingOf(const Launched& writer, const Launched& other)
{
    const auto touched = buffersOf(other, false);
    return std::ranges::none_of(buffersOf(writer, true),
                                [&](const std::string& buffer) { return touched.contains(buffer); });
}

/// The size of the new kernel's blocks; empty where neither may have the other's. Nothing counts with the size that
/// goes away: a thread that knows of no other has its number from blockDim.
std::string widthOf(const Kernel& kernel, const Launched& first, const Launched& second)
{
    const std::string code = kernel.source.substr(behindHead(kernel.source));
    const auto adapts = [&](const Launched& of) {
        return code.find(of.width) == std::string::npos && gridKernel(kernel, *of.function).has_value();
    };
    return first.width == second.width || adapts(second) ? first.width : adapts(first) ? second.width : std::string();
}

/// The parameters of both; empty where the same thing is passed as two types, or under a name that is taken.
std::vector<Passed> parametersOfBoth(const Kernel& kernel, const Launched& first, const Launched& second)
{
    std::vector<Passed> all;
    for (const Launched* of : {&first, &second}) {
        const auto parameters = parametersOf(*of->function);
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const Passed passed{of->launch.arguments[i].text,
                                kernel.text(parameters[i]->begin, parameters[i]->declaration)};
            const auto known = std::ranges::find(all, passed.name, &Passed::name);
            if (known == all.end()) {
                all.push_back(passed);
            } else if (withoutBlanks(known->type) != withoutBlanks(passed.type)) {
                return {};
            }
        }
    }
    const bool hidden = std::ranges::any_of(all, [&](const Passed& passed) {
        return passed.name == first.function->name || passed.name == second.function->name;
    });
    return hidden ? std::vector<Passed>() : all;
}

/// Names in the extent that are dims and that no kernel was passed yet.
void addDims(const Kernel& kernel, const std::string& extent, std::vector<Passed>& all)
{
    for (std::size_t at = 0; at < extent.size();) {
        std::size_t end = at;
        while (end < extent.size() && (std::isalnum(static_cast<unsigned char>(extent[end])) || extent[end] == '_')) {
            ++end;
        }
        const std::string name = extent.substr(at, end - at);
        if (!name.empty() && valuesOf(kernel, name).empty() &&
            std::ranges::find(all, name, &Passed::name) == all.end()) {
            all.push_back({name, "long "});
        }
        at = std::max(end, at + 1);
    }
}

/// Whether nothing outside the kernels asks which block it is in.
bool onlyKernelsAsk(const Kernel& kernel)
{
    std::string rest = kernel.source.substr(behindHead(kernel.source));
    for (const Node* function : globalFunctions(kernel)) {
        const std::string text = kernel.text(*function);
        if (const std::size_t at = rest.find(text); at != std::string::npos) {
            rest.erase(at, text.size());
        }
    }
    return rest.find("blockIdx") == std::string::npos && rest.find("gridDim") == std::string::npos;
}

struct Pair
{
    Launched first;
    Launched second;
    std::string width;
    std::vector<Passed> parameters;
};

std::optional<Pair> pairAt(const Kernel& kernel, const LaunchLine& before, const LaunchLine& after)
{
    std::optional<Launched> first;
    std::optional<Launched> second;
    for (const Node* function : globalFunctions(kernel)) {
        if (function->name == before.kernel || function->name == after.kernel) {
            (function->name == before.kernel ? first : second) = launched(kernel, *function);
        }
    }
    const auto sameBeyond = [](const LaunchLine& a, const LaunchLine& b) {
        return std::equal(a.global.begin() + 1, a.global.end(), b.global.begin() + 1, b.global.end(),
                          [](const LaunchLine::Part& x, const LaunchLine::Part& y) {
                              return withoutBlanks(x.text) == withoutBlanks(y.text);
                          });
    };
    if (!first || !second || !sameBeyond(first->launch, second->launch) || !writesNothingOf(*first, *second) ||
        !writesNothingOf(*second, *first) || !onlyKernelsAsk(kernel)) {
        return std::nullopt;
    }
    Pair pair{*first, *second, widthOf(kernel, *first, *second), parametersOfBoth(kernel, *first, *second)};
    if (pair.width.empty() || pair.parameters.empty()) {
        return std::nullopt;
    }
    addDims(kernel, first->extent, pair.parameters);
    return pair;
}

std::string callOf(const Launched& of, const std::string& more)
{
    std::string text = of.function->name + "(";
    for (const LaunchLine::Part& argument : of.launch.arguments) {
        text += (text.ends_with('(') ? "" : ", ") + argument.text;
    }
    return text + more + ");";
}

/// The two launches as one line, and the kernel that it launches.
std::string lineOf(const Pair& pair, const std::string& name)
{
    const auto blocks = [&](const Launched& of) { return "ceil(" + of.extent + ", " + pair.width + ")"; };
    std::string global = "(" + blocks(pair.first) + " + " + blocks(pair.second) + ") * " + pair.width;
    std::string local = pair.width;
    for (std::size_t i = 1; i < pair.first.launch.global.size(); ++i) {
        global += ", " + pair.first.launch.global[i].text;
        local += ", 1";
    }
    std::string arguments;
    for (const Passed& passed : pair.parameters) {
        arguments += (arguments.empty() ? "" : ", ") + passed.name;
    }
    return "// launch: " + name + " global(" + global + ") local(" + local + ") args(" + arguments + ")";
}

std::string kernelOf(const Pair& pair, const std::string& name, const std::string& first)
{
    std::string parameters;
    for (const Passed& passed : pair.parameters) {
        parameters += (parameters.empty() ? "" : ", ") + passed.type + passed.name;
    }
    return "\n__global__ void " + name + "(" + parameters + ")\n{\n    const unsigned " + first + " = (unsigned)((" +
           pair.first.extent + " + blockDim.x - 1) / blockDim.x);\n    if (blockIdx.x < " + first + ") {\n        " +
           callOf(pair.first, "") + "\n    } else {\n        " + callOf(pair.second, ", " + first) + "\n    }\n}\n";
}

/// What was a kernel becomes a function that the new one calls; `before`: blocks that are not its own.
void demote(const Kernel& kernel, const Node& function, const std::string& before, Rewriter& rewriter)
{
    constexpr std::string_view kGlobal = "__global__";
    const std::size_t at = kernel.source.find(kGlobal, function.begin);
    rewriter.replace(static_cast<unsigned>(at), static_cast<unsigned>(at + kGlobal.size()), "__device__");
    if (before.empty()) {
        return;
    }
    rewriter.insert(parametersOf(function).back()->end, ", const unsigned " + before);
    for (const Node* member : findAll(*function.children.back(), Kind::Member)) {
        if (isPlace(*member, "blockIdx", 'x')) {
            rewriter.replace(*member, "(blockIdx.x - " + before + ")");
        }
    }
}

} // namespace

std::vector<Site> FuseLaunches::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    const std::vector<LaunchLine> lines = launchLines(kernel.source);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (pairAt(kernel, lines[i], lines[i + 1])) {
            list.push_back({lines[i].begin, 0, lines[i].kernel + " with " + lines[i + 1].kernel});
        }
    }
    return list;
}

Result<std::string> FuseLaunches::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    const std::vector<LaunchLine> lines = launchLines(kernel.source);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const auto pair =
            lines[i].begin == site.offset ? pairAt(kernel, lines[i], lines[i + 1]) : std::optional<Pair>();
        if (!pair) {
            continue;
        }
        const std::string name = freshName(kernel.source, lines[i].kernel + "_and_" + lines[i + 1].kernel);
        const std::string before = freshName(kernel.source, "before");
        Rewriter rewriter(kernel);
        rewriter.replace(lines[i].begin, lines[i].end, lineOf(*pair, name));
        rewriter.replace(lines[i + 1].begin,
                         std::min(lines[i + 1].end + 1, static_cast<unsigned>(kernel.source.size())), "");
        demote(kernel, *pair->first.function, "", rewriter);
        demote(kernel, *pair->second.function, before, rewriter);
        return rewriter.result() + kernelOf(*pair, name, before);
    }
    return doesNotApply(name(), "no two launches that follow each other leave each other's buffers alone");
}

} // namespace espalier::rules

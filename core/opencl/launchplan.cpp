#include "core/opencl/launchplan.h"

#include "core/task/wording.h"

#include <cmath>

namespace espalier {
namespace {

constexpr double kGlobalCap = 2147483648.0;
constexpr double kScratchCap = 1 << 30;
constexpr double kLocalBytesCap = 1 << 20;
constexpr std::size_t kGroupCap = 65536;

Error unusable(const std::string& kernel, const std::string& why)
{
    return {ErrorKind::Usage, "the launch of " + inQuotes(kernel) + " cannot be used", why,
            "change the sizes in its // launch: line"};
}

Result<std::size_t> size(const Expression& expression, const Dims& names, double cap, const std::string& kernel)
{
    const double value = expression.value(names);
    if (!(value >= 1 && value <= cap) || value != std::floor(value)) {
        return unusable(kernel, inQuotes(expression.text()) + " is no whole number from 1 to " +
                                    std::to_string(static_cast<long long>(cap)));
    }
    return static_cast<std::size_t>(value);
}

Result<LaunchPlan::Launch> planned(const Manifest::Launch& launch, const Dims& names)
{
    LaunchPlan::Launch plan;
    plan.kernel = launch.kernel;
    plan.dimensions = static_cast<unsigned>(launch.global.size());
    for (std::size_t i = 0; i < launch.global.size(); ++i) {
        const auto global = size(launch.global[i], names, kGlobalCap, launch.kernel);
        const auto local = size(launch.local[i], names, static_cast<double>(kGroupCap), launch.kernel);
        if (!global || !local) {
            return global ? local.error() : global.error();
        }
        if (*global % *local != 0) {
            return unusable(launch.kernel, "the global size " + std::to_string(*global) +
                                               " is no multiple of the local size " + std::to_string(*local));
        }
        plan.global.at(i) = *global;
        plan.local.at(i) = *local;
    }
    if (plan.groupSize() > kGroupCap) {
        return unusable(launch.kernel, "its groups have more than " + std::to_string(kGroupCap) + " work-items");
    }
    for (const Manifest::Argument& argument : launch.arguments) {
        LaunchPlan::Argument made{argument.kind, argument.index, 0};
        if (argument.kind == Manifest::Argument::Kind::Local) {
            const auto elements = size(argument.elements, names, kLocalBytesCap, launch.kernel);
            if (!elements) {
                return elements.error();
            }
            made.bytes = *elements * sizeOf(argument.dtype);
            plan.localBytes += made.bytes;
        }
        plan.arguments.push_back(made);
    }
    if (static_cast<double>(plan.localBytes) > kLocalBytesCap) {
        return unusable(launch.kernel,
                        "its groups ask for " + std::to_string(plan.localBytes) + " bytes of local memory");
    }
    return plan;
}

} // namespace

Result<LaunchPlan> LaunchPlan::of(const Manifest& manifest, const Dims& dims)
{
    Dims names = dims;
    names.insert(names.end(), manifest.constants.begin(), manifest.constants.end());
    LaunchPlan plan;
    std::size_t total = 0;
    for (const Manifest::Scratch& scratch : manifest.scratch) {
        const auto elements = size(scratch.elements, names, kScratchCap, scratch.name);
        if (!elements) {
            return elements.error();
        }
        plan.scratchBytes.push_back(*elements * sizeOf(scratch.dtype));
        total += plan.scratchBytes.back();
    }
    if (static_cast<double>(total) > kScratchCap) {
        return unusable(manifest.launches.front().kernel, "the scratch buffers are larger than 1 GiB");
    }
    for (const Manifest::Launch& launch : manifest.launches) {
        auto made = planned(launch, names);
        if (!made) {
            return made.error();
        }
        plan.launches.push_back(std::move(*made));
    }
    return plan;
}

} // namespace espalier

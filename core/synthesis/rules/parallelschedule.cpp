#include "core/synthesis/rules/parallelschedule.h"

#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <array>
#include <optional>

namespace espalier::rules {

namespace {

constexpr std::array<const char*, 4> kSchedules{"schedule(static)", "schedule(dynamic)", "schedule(dynamic, 8)",
                                                "schedule(guided)"};
constexpr int kSerial = static_cast<int>(kSchedules.size());

/// The line of the pragma that runs a loop in parallel.
struct Line
{
    unsigned begin = 0;
    unsigned end = 0; ///< of its text, without the line's end
};

/// None where the loop is not parallel or where the same pragma also names lanes.
std::optional<Line> parallelLine(const Kernel& kernel, const Loop& loop)
{
    unsigned begin = 0;
    const std::string pragmas = pragmasAbove(kernel, *loop.node, begin);
    const std::size_t at = pragmas.find("#pragma omp parallel for");
    if (at == std::string::npos) {
        return std::nullopt;
    }
    const std::size_t end = pragmas.find('\n', at);
    if (pragmas.substr(at, end - at).find("simd") != std::string::npos) {
        return std::nullopt;
    }
    return Line{begin + static_cast<unsigned>(at), begin + static_cast<unsigned>(end)};
}

std::string withSchedule(std::string pragma, const std::string& schedule)
{
    const std::size_t at = pragma.find("schedule(");
    if (at == std::string::npos) {
        return pragma + " " + schedule;
    }
    const std::size_t close = pragma.find(')', at);
    return close == std::string::npos ? pragma : pragma.replace(at, close + 1 - at, schedule);
}

} // namespace

std::vector<Site> ParallelSchedule::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        const auto line = parallelLine(kernel, loop);
        if (!line) {
            continue;
        }
        const std::string pragma = kernel.text(line->begin, line->end);
        for (int variant = 0; variant < kSerial; ++variant) {
            const std::string schedule = kSchedules[static_cast<std::size_t>(variant)];
            if (pragma.find(schedule) == std::string::npos) {
                sites.push_back({loop.node->begin, variant, "loop over " + loop.name() + ", " + schedule});
            }
        }
        sites.push_back({loop.node->begin, kSerial, "loop over " + loop.name() + ", no threads"});
    }
    return sites;
}

Result<std::string> ParallelSchedule::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        const auto line = loop.node->begin == site.offset ? parallelLine(kernel, loop) : std::nullopt;
        if (!line || site.variant < 0 || site.variant > kSerial) {
            continue;
        }
        Rewriter rewriter(kernel);
        if (site.variant == kSerial) {
            rewriter.replace(line->begin, line->end + 1, "");
        } else {
            rewriter.replace(
                line->begin, line->end,
                withSchedule(kernel.text(line->begin, line->end), kSchedules[static_cast<std::size_t>(site.variant)]));
        }
        return rewriter.result();
    }
    return doesNotApply(name(), "the loop does not run in parallel");
}

} // namespace espalier::rules

#pragma once

#include "core/profile/kernelprofile.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace espalier {

/// One way to work a figure out of a profiler's metrics.
struct MetricFormula
{
    enum class Kind {
        Sum,       ///< Σ factor · metric
        PerSecond, ///< that, times the launch's duration
        PerCycle,  ///< that, times smsp__cycles_elapsed.avg.per_second, times the duration
        Share,     ///< 100 · the first metric over the second
        Most,      ///< the largest of those that are there
    };
    struct Term
    {
        std::string metric;
        double factor = 1;
    };

    Kind kind = Kind::Sum;
    std::size_t required = 1; ///< so many of the first terms must be there; the others count as 0
    std::vector<Term> terms;
};

/// The ways to a figure, the best first: what metrics are called, and which there are, differs between versions of a
/// profiler and between devices.
struct MetricRule
{
    KernelProfile::Figure KernelProfile::* figure;
    std::vector<MetricFormula> formulas;
};

/// Nsight Compute, metrics of GA100 to GB100; the kernel profiling guide, "Metrics Reference". Duration comes first.
const std::vector<MetricRule>& ncuRules();
/// rocprof and rocprofv3 on CDNA: formulas of rocprofiler-compute (HBM, L2, L1) and of rocprof's derived counters.
const std::vector<MetricRule>& rocprofRules();

/// A metric's value in bytes, seconds to the minus one, percent; times in microseconds. Nothing where there is none.
using MetricLookup = std::function<std::optional<double>(std::string_view metric)>;

/// Fills in what the metrics give and notes in `used` from which.
void applyRules(const std::vector<MetricRule>& rules, const MetricLookup& lookup, KernelProfile& kernel,
                std::map<std::string, std::string>& used);

} // namespace espalier

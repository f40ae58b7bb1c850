#include "core/profile/metricformula.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

using Kind = MetricFormula::Kind;

constexpr const char* kCycles = "smsp__cycles_elapsed.avg.per_second";
constexpr std::size_t kMostNamed = 4; ///< metrics of a formula that are named

/// The terms' values; nothing where a required one is missing.
std::optional<std::vector<double>> valuesOf(const MetricFormula& formula, const MetricLookup& lookup)
{
    std::vector<double> values;
    bool any = false;
    for (std::size_t i = 0; i < formula.terms.size(); ++i) {
        const auto value = lookup(formula.terms[i].metric);
        if (!value && i < formula.required) {
            return std::nullopt;
        }
        any = any || value.has_value();
        values.push_back(value.value_or(0) * formula.terms[i].factor);
    }
    return any ? std::optional(std::move(values)) : std::nullopt;
}

std::optional<double> evaluate(const MetricFormula& formula, const MetricLookup& lookup, const KernelProfile& kernel)
{
    const auto values = valuesOf(formula, lookup);
    if (!values) {
        return std::nullopt;
    }
    double sum = 0;
    for (const double value : *values) {
        sum += value;
    }
    const double seconds = kernel.durationUs.value_or(0) * 1e-6;
    switch (formula.kind) {
    case Kind::Sum:
        return sum;
    case Kind::Most:
        return *std::ranges::max_element(*values);
    case Kind::Share:
        return values->size() == 2 && values->back() > 0 ? std::optional(100 * values->front() / values->back())
                                                         : std::nullopt;
    case Kind::PerSecond:
        return kernel.durationUs ? std::optional(sum * seconds) : std::nullopt;
    case Kind::PerCycle: {
        const auto rate = lookup(kCycles);
        return rate && kernel.durationUs ? std::optional(sum * *rate * seconds) : std::nullopt;
    }
    }
    return std::nullopt;
}

/// "dram__bytes_read.sum, dram__bytes_write.sum"
std::string namesOf(const MetricFormula& formula, const MetricLookup& lookup)
{
    std::string names;
    std::size_t named = 0;
    for (const MetricFormula::Term& term : formula.terms) {
        if (lookup(term.metric) && named++ < kMostNamed) {
            names += (names.empty() ? "" : ", ") + term.metric;
        }
    }
    return named > kMostNamed ? names + ", …" : names;
}

} // namespace

void applyRules(const std::vector<MetricRule>& rules, const MetricLookup& lookup, KernelProfile& kernel,
                std::map<std::string, std::string>& used)
{
    for (const MetricRule& rule : rules) {
        for (const MetricFormula& formula : rule.formulas) {
            const auto value = evaluate(formula, lookup, kernel);
            if (value && std::isfinite(*value)) {
                kernel.*rule.figure = *value;
                used.emplace(keyOf(rule.figure), namesOf(formula, lookup));
                break;
            }
        }
    }
}

} // namespace espalier

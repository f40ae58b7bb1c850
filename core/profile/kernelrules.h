#pragma once

#include "core/profile/bottleneck.h"

namespace espalier {

/// The rules of bottlenecks() for one kernel of a report, in their order.
class KernelRules
{
public:
    using Figure = KernelProfile::Figure KernelProfile::*;

    KernelRules(const ProfileReport& report, const KernelProfile& kernel) : m_report(report), m_kernel(kernel) {}

    std::vector<Bottleneck> run();

private:
    double value(Figure figure) const { return (m_kernel.*figure).value_or(0); }
    bool has(Figure figure) const { return (m_kernel.*figure).has_value(); }
    double busiest() const; ///< % of peak of the busiest part
    bool isSaturated() const;
    /// At most so much is left below the peak of the busiest part.
    std::optional<double> capped(double gain) const;
    std::string metric(Figure figure, const char* unit = " %") const;
    void say(Bottleneck finding) { m_found.push_back(std::move(finding)); }

    void sayLimit();
    void sayMemory();
    void sayCompute();
    void sayLatency();
    void sayStall();
    void sayOccupancy();
    void sayTail();
    void sayAccess();
    void sayLocalMemory();
    void sayMatrixCores();

    const ProfileReport& m_report;
    const KernelProfile& m_kernel;
    std::vector<Bottleneck> m_found;
};

} // namespace espalier

#include "widgets/models/findings.h"

#include "core/profile/bottleneck.h"
#include "widgets/common/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <set>

namespace espalier {
namespace {

constexpr double kWorthSaying = 1.005; ///< below it a gain is none

void addProfile(const ProfileReport& report, std::vector<Finding>& findings)
{
    for (const Bottleneck& found : bottlenecks(report)) {
        findings.push_back(
            {format::text(found.what), format::codeLine(found.evidence), found.gain, format::codeLine(found.lever)});
    }
}

void addJudged(const Diagnosis& diagnosis, std::vector<Finding>& findings)
{
    for (std::size_t i = 0; i < diagnosis.facts.size(); ++i) {
        Finding finding{format::text(diagnosis.facts[i])};
        if (i == 0) {
            finding.gain = diagnosis.roofShare > 0 ? std::optional(1 / diagnosis.roofShare) : std::nullopt;
            finding.skill = format::codeLine(diagnosis.lever);
            finding.place = Finding::Place::Cases;
        }
        findings.push_back(std::move(finding));
    }
}

} // namespace

QString Finding::hint() const
{
    return skill.isEmpty() ? text : QCoreApplication::translate("Finding", "%1 Try the skill %2.").arg(text, skill);
}

std::vector<Finding> findingsOf(const NodeDetails& details)
{
    std::vector<Finding> findings;
    std::set<std::string> tools; // an older profile of the same tool says nothing new
    for (const ProfileReport& report : details.profiles) {
        if (tools.insert(report.tool).second) {
            addProfile(report, findings);
        }
    }
    addJudged(details.evaluation.diagnosis, findings);
    for (Finding& finding : findings) {
        if (finding.gain && !(*finding.gain > kWorthSaying)) {
            finding.gain.reset();
        }
    }
    std::ranges::stable_sort(findings, std::ranges::greater(), [](const Finding& f) { return f.gain.value_or(0); });
    return findings;
}

} // namespace espalier

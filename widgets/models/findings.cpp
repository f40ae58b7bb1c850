#include "widgets/models/findings.h"

#include "core/diagnose/listinglines.h"
#include "core/profile/bottleneck.h"
#include "core/profile/profileorigin.h"
#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <set>

namespace espalier {
namespace {

constexpr double kWorthSaying = 1.005; ///< below it a gain is none

void addProfile(const ProfileReport& report, const Diagnosis& judged, std::vector<Finding>& findings)
{
    for (const std::string& note : originOf(report, judged).notes) {
        findings.push_back({format::text(note)});
    }
    for (const Bottleneck& found : bottlenecks(report)) {
        findings.push_back(
            {format::text(found.what), format::codeLine(found.evidence), found.gain, format::codeLine(found.lever)});
    }
}

/// The line of the source on which a function's name stands before its parameters first, from 1; 0: none does. `place`:
/// "product+0x40".
int lineOfFunction(const QString& source, const QString& place)
{
    const QString name = place.section(QLatin1Char('+'), 0, 0);
    if (name.isEmpty()) {
        return 0;
    }
    const QRegularExpression opening(QStringLiteral("\\b%1\\s*\\(").arg(QRegularExpression::escape(name)));
    const qsizetype at = source.indexOf(opening);
    return at < 0 ? 0 : static_cast<int>(QStringView(source).left(at).count(QLatin1Char('\n'))) + 1;
}

/// Judged before evidence was recorded.
Finding findingWithout(const Diagnosis& diagnosis, std::size_t index)
{
    Finding finding{format::text(diagnosis.facts[index])};
    if (index == 0) {
        finding.gain = diagnosis.roofShare > 0 ? std::optional(1 / diagnosis.roofShare) : std::nullopt;
        finding.place = Finding::Place::Cases;
    }
    return finding;
}

Finding findingWithEvidence(const Diagnosis& diagnosis, std::size_t index, const QString& source)
{
    const FactEvidence& evidence = diagnosis.evidence[index];
    Finding finding{format::text(diagnosis.facts[index]), format::codeLine(evidence.figure)};
    finding.gain = evidence.gain > 0 ? std::optional(evidence.gain) : std::nullopt;
    if (isOfInstructions(evidence.figure)) {
        finding.figure = finding.evidence;
        finding.function = format::codeLine(evidence.place).section(QLatin1Char('+'), 0, 0);
    }
    finding.line = evidence.line > 0 ? evidence.line : lineOfFunction(source, format::codeLine(evidence.place));
    if (finding.line > 0 && finding.line <= source.count(QLatin1Char('\n')) + 1) {
        finding.place = Finding::Place::Source;
        finding.evidence = evidence.place.empty() ? QString() : format::codeLine(evidence.place);
    } else if (evidence.figure == "cases") {
        finding.place = Finding::Place::Cases;
        finding.evidence.clear();
    }
    return finding;
}

void addJudged(const NodeDetails& details, std::vector<Finding>& findings)
{
    const Diagnosis& diagnosis = details.evaluation.diagnosis;
    const QString source = format::text(details.candidate.source);
    for (std::size_t i = 0; i < diagnosis.facts.size(); ++i) {
        findings.push_back(i < diagnosis.evidence.size() ? findingWithEvidence(diagnosis, i, source)
                                                         : findingWithout(diagnosis, i));
        if (i == 0) {
            findings.back().skill = format::codeLine(diagnosis.lever);
        }
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
            addProfile(report, details.evaluation.diagnosis, findings);
        }
    }
    addJudged(details, findings);
    for (Finding& finding : findings) {
        if (finding.gain && !(*finding.gain > kWorthSaying)) {
            finding.gain.reset();
        }
    }
    std::ranges::stable_sort(findings, std::ranges::greater(), [](const Finding& f) { return f.gain.value_or(0); });
    return findings;
}

} // namespace espalier

#include "core/handover/report.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/diagnose/figures.h"
#include "core/handover/html.h"
#include "core/handover/kernelbundle.h"
#include "core/handover/reportcharts.h"
#include "core/handover/reportlesson.h"
#include "core/handover/reportnodes.h"
#include "core/search/searchsummary.h"
#include "core/search/storedcandidate.h"
#include "core/task/licence.h"
#include "core/task/recordedtask.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <tuple>

namespace espalier::handover {
namespace {

std::string dateText(double unixTime)
{
    constexpr double kLastTime = 1e11; // some three thousand years: a store may say anything
    const auto seconds = static_cast<std::time_t>(unixTime > 0 && unixTime < kLastTime ? unixTime : 0);
    std::tm parts{};
    std::array<char, 40> buffer{};
    if (seconds == 0 || !::gmtime_r(&seconds, &parts)) {
        return "not recorded";
    }
    return {buffer.data(), std::strftime(buffer.data(), buffer.size(), "%Y-%m-%d %H:%M UTC", &parts)};
}

/// Facts as a list of terms; empty ones are left out.
class Facts
{
public:
    Facts& add(const char* name, std::string_view value)
    {
        if (!value.empty()) {
            m_html += element("dt", name) + element("dd", value) + "\n";
        }
        return *this;
    }
    std::string html() const { return "<dl>\n" + m_html + "</dl>\n"; }

private:
    std::string m_html;
};

std::string section(const char* id, const char* title, const std::string& body)
{
    return body.empty()
               ? std::string()
               : "<section id=\"" + std::string(id) + "\">\n" + element("h2", title) + "\n" + body + "</section>\n";
}

/// What the sections are written of.
struct Material
{
    SessionInfo info;
    SearchSummary summary;
    SearchGraph graph;
    std::optional<Task> task; ///< its folder may be gone
    std::optional<NodeNumber> shown;
    std::optional<Evaluation> evaluation; ///< of the node that is shown
    std::optional<Candidate> candidate;
};

std::string machineText(const Material& material)
{
    if (material.evaluation && material.evaluation->takenOn) {
        return material.evaluation->takenOn->host + ": " + material.evaluation->takenOn->fingerprint;
    }
    return material.info.settings.machine;
}

std::string limitsText(const SessionSettings& settings)
{
    return settings.policy + ", seed " + std::to_string(settings.seed) + ", " + std::to_string(settings.drafts) +
           " drafts, " + std::to_string(settings.workers) + " in flight";
}

std::string spentText(const SearchSummary& summary)
{
    std::string text;
    for (const auto& [kind, begin, end] : {std::tuple("device_seconds", "", " s of device time"),
                                           {"search_seconds", "", " s of searching"},
                                           {"tokens", "", " tokens"},
                                           {"money", "$", ""}}) {
        for (const Spend& one : summary.spend) {
            if (one.kind == kind && one.amount > 0) {
                text += (text.empty() ? "" : ", ") + std::string(begin) + numberText(one.amount) + end;
            }
        }
    }
    return text;
}

std::string headText(const Material& material)
{
    const SessionSettings& settings = material.info.settings;
    std::string html = element("h1", settings.task + " on " + settings.target);
    if (material.shown && material.evaluation && material.evaluation->speedup.value > 0) {
        const Evaluation& evaluation = *material.evaluation;
        html += "<p>" +
                element("strong", "Node " + std::to_string(*material.shown) + ": " + intervalText(evaluation.speedup)) +
                escaped(" over the fastest baseline, " + evaluation.baseline + ", with a 99 % interval; " +
                        std::string(toText(evaluation.verdict)) + ".") +
                "</p>\n";
    } else {
        html += element("p", "No correct kernel was timed.") + "\n";
    }
    return "<header>\n" + html +
           "</header>\n<nav><a href=\"#what\">What was searched</a><a href=\"#cases\">Cases</a><a "
           "href=\"#charts\">Charts</a>"
           "<a href=\"#findings\">Findings</a><a href=\"#way\">The way</a><a href=\"#lost\">What lost</a></nav>\n";
}

std::string whatText(const Material& material)
{
    const SessionInfo& info = material.info;
    const SessionSettings& settings = info.settings;
    const SearchSummary& summary = material.summary;
    Facts facts;
    if (material.task) {
        facts.add("operator", material.task->summary).add("definition", material.task->definition);
    }
    facts.add("session", std::to_string(info.id) + (settings.name.empty() ? "" : ", " + settings.name))
        .add("began", dateText(info.created))
        .add("machine", machineText(material))
        .add("program", settings.program)
        .add("candidates from", settings.synthesizer)
        .add("policy", limitsText(settings));
    if (settings.derivedFrom) {
        facts.add("root", "node " + std::to_string(settings.derivedFrom->node) + " of session " +
                              std::to_string(settings.derivedFrom->session));
    }
    facts
        .add("steps", std::to_string(summary.steps) + ", with " + std::to_string(summary.nodes) + " nodes, " +
                          std::to_string(summary.valid) + " of them correct; " + info.state)
        .add("spent", spentText(summary))
        .add("baseline", info.baseline.empty()
                             ? ""
                             : info.baseline + ", " + msText(info.baselineMs) + " (geometric mean over the cases)");
    if (material.evaluation) {
        const Evaluation& evaluation = *material.evaluation;
        facts.add("trust", toText(evaluation.trust));
        facts.add("second judging",
                  evaluation.finalist
                      ? "first " + intervalText(evaluation.finalist->first) + "; " + evaluation.finalist->sanitizers
                      : "none: the node was judged once, and no sanitizers looked at it");
        for (const std::string& fact : evaluation.preflight) {
            facts.add("when timed", fact);
        }
    }
    facts.add("licence of the kernels", material.task ? licenceOf(material.task->folder) : "unknown");
    return facts.html();
}

/// "rows 1024, cols 768", as the task orders them where it is known.
std::string sizesText(const Material& material, Dims dims)
{
    if (material.task) {
        const auto& order = material.task->dims;
        std::ranges::sort(dims, {},
                          [&](const auto& dim) { return std::ranges::find(order, dim.first) - order.begin(); });
    }
    std::string text;
    for (const auto& [name, size] : dims) {
        text += (text.empty() ? "" : ", ") + name + " " + std::to_string(size);
    }
    return text;
}

std::string casesText(const Material& material)
{
    if (!material.evaluation || material.evaluation->cases.empty()) {
        return element("p", "Nothing was timed.", "dim");
    }
    std::vector<std::vector<std::string>> rows;
    for (const CaseTiming& timing : material.evaluation->cases) {
        const std::string sizes = sizesText(material, timing.dims);
        rows.push_back({escaped(timing.name), escaped(sizes), escaped(msText(timing.baselineMs)),
                        escaped(msText(timing.ms)), escaped(intervalText(timing.speedup)), std::to_string(timing.pairs),
                        std::to_string(timing.dropped)});
    }
    return htmlTable({"case", "sizes", "baseline", "kernel", "speedup [99 % interval]", "pairs", "left out"}, rows,
                     {2, 3, 4, 5, 6}) +
           element("p",
                   "A pair is one call of the baseline and one of the kernel; pairs that the system disturbed are left "
                   "out whole.",
                   "dim") +
           "\n";
}

std::string tableText(const std::optional<DispatchTable>& table)
{
    std::string html;
    if (table) {
        html = element("p", "Handed over with this report:") + "\n<ul>\n";
        for (const std::string& line : tableLines(*table)) {
            html += element("li", line) + "\n";
        }
        html += "</ul>\n";
    }
    return html;
}

std::string findingsText(const Material& material)
{
    if (!material.evaluation || material.evaluation->diagnosis.facts.empty()) {
        return element("p", "Nothing was diagnosed.", "dim");
    }
    const Diagnosis& diagnosis = material.evaluation->diagnosis;
    std::string html =
        element("p", std::string(toText(diagnosis.bound)) + "-bound, " + percentText(diagnosis.roofShare) +
                         " of the roof, by what is " + diagnosis.tier + "; confidence " + toText(diagnosis.confidence) +
                         ". " + diagnosis.confidenceReason) +
        "\n<ul>\n";
    for (const std::string& fact : diagnosis.facts) {
        html += element("li", fact) + "\n";
    }
    return html + "</ul>\n";
}

Result<std::string> chartsText(Store& store, const Material& material, const std::optional<Roofs>& roofs)
{
    std::vector<RooflineDot> dots;
    std::optional<DeviceRoofs> device;
    for (const NodeNumber number :
         material.shown ? material.graph.lineage(*material.shown) : std::vector<NodeNumber>()) {
        const auto evaluation = store.evaluation(material.info.id, number);
        if (!evaluation) {
            return evaluation.error();
        }
        dots.push_back(
            {number, evaluation->diagnosis.intensity, evaluation->diagnosis.gflops, number == *material.shown});
        device = evaluation->diagnosis.device ? evaluation->diagnosis.device : device;
    }
    const std::string best = bestSoFarChart(material.graph);
    const std::string roofline = rooflineChart(dots, roofs, device);
    std::string html;
    html +=
        best.empty()
            ? ""
            : element("h3", "Best so far") + "\n" + best +
                  element(
                      "p",
                      "The line is the low end of the best node's interval, the dots are the values of correct nodes.",
                      "dim") +
                  "\n";
    html +=
        roofline.empty()
            ? ""
            : element("h3", "Roofline") + "\n" + roofline +
                  element("p",
                          roofs || device ? "The node and its ancestors below the measured roofs of the machine."
                                          : "The node and its ancestors. The roofs of the machine are not known here.",
                          "dim") +
                  "\n";
    return html;
}

} // namespace

std::optional<Roofs> roofsOf(const SessionInfo& session)
{
    const SessionSettings& settings = session.settings;
    if ((settings.target != "cpu" && settings.target != "opencl") || settings.machine.empty() ||
        settings.machine != machineFingerprint()) {
        return std::nullopt;
    }
    const Result<Roofs> measured = roofs();
    return measured ? std::optional(*measured) : std::nullopt;
}

Result<std::string> sessionReport(Store& store, const SessionInfo& session, const ReportOptions& options)
{
    auto summary = summarise(store, session.id);
    auto graph = summary ? loadGraph(store, session.id) : summary.error();
    if (!graph) {
        return graph.error();
    }
    if (graph->size() == 0) {
        return Error{ErrorKind::Answer, "there is nothing to report of session " + std::to_string(session.id),
                     "it has no nodes", "let it search first"};
    }
    Material material{session, *std::move(summary), *std::move(graph), {}, options.node, {}, {}};
    if (auto task = recordedTask(shareFolder() / "tasks", session.settings.task, session.settings.taskFolder)) {
        material.task = *std::move(task);
    }
    material.shown = options.node ? options.node : material.graph.best();
    if (material.shown) {
        auto evaluation = store.evaluation(session.id, *material.shown);
        auto candidate = storedCandidate(store, material.graph.node(*material.shown));
        if (!evaluation || !candidate) {
            return evaluation ? candidate.error() : evaluation.error();
        }
        material.evaluation = *std::move(evaluation);
        material.candidate = *std::move(candidate);
    }
    const auto charts = chartsText(store, material, options.roofs);
    const auto way = charts ? wayHtml(store, session.id, material.graph, material.shown) : charts;
    const auto lost = way ? lostHtml(store, session.id, material.graph, material.shown) : way;
    const auto lesson = lost ? lessonHtml(store, session.id, material.graph) : lost;
    if (!lesson) {
        return lesson.error();
    }
    std::string body = headText(material) + section("lesson", "Lesson and notes", *lesson) +
                       section("what", "What was searched", whatText(material)) +
                       section("cases", "Cases", casesText(material) + tableText(options.table)) +
                       section("charts", "Charts", *charts) + section("findings", "Findings", findingsText(material)) +
                       section("way", "The way there", *way);
    if (material.candidate) {
        std::string built = material.candidate->compiler;
        for (const std::string& option : material.candidate->options) {
            built += " " + option;
        }
        body += section("source", "The kernel",
                        element("p", "Built by: " + built, "dim") + "\n<pre>" + escaped(material.candidate->source) +
                            "</pre>\n");
    }
    body += section("lost", "What lost", *lost);
    return htmlPage(
        session.settings.task + " on " + session.settings.target + ", session " + std::to_string(session.id), body);
}

} // namespace espalier::handover

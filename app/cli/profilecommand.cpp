#include "app/cli/candidateoptions.h"
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/nodeprofiles.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "app/cli/profilerecording.h"
#include "app/cli/searchoptions.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/profile/readprofile.h"
#include "core/task/recordedtask.h"
#include "core/task/tasklibrary.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// What is profiled, and the node it belongs to, where it is one.
struct Subject
{
    std::string task;
    std::string target;
    Candidate candidate;
    std::optional<OpenNode> node;
};

bool isFile(const std::string& text)
{
    std::error_code failed;
    return std::filesystem::is_regular_file(text, failed);
}

Result<Subject> fileSubject(const CommandLine& line)
{
    if (!line.isSet("task")) {
        return Error{ErrorKind::Usage, "a file belongs to no task by itself", "", "name it with --task"};
    }
    auto source = readFile(line.positional(0), std::size_t{4} << 20);
    if (!source) {
        return source.error();
    }
    if (const auto fits = fileIsFor(line.text("target"), line.positional(0), *source); !fits) {
        return fits.error();
    }
    const auto options = line.texts("option");
    return Subject{line.text("task"), line.text("target"),
                   candidateFrom(line.text("target"), "", options, *std::move(source)), std::nullopt};
}

Result<Subject> nodeSubject(Store& store, const CommandLine& line)
{
    auto open = openNode(store, line.positional(0));
    if (!open) {
        return open.error();
    }
    auto candidate = candidateFromObject(open->object);
    if (!candidate) {
        return Error{ErrorKind::Machine, "the node's source cannot be read", "its object is damaged",
                     "restore the store from a copy"};
    }
    const SessionSettings& settings = open->session.settings;
    std::string task = line.isSet("task")
                           ? line.text("task")
                           : recordedTaskFolder(shareFolder() / "tasks", settings.task, settings.taskFolder).string();
    return Subject{std::move(task), settings.target, *std::move(candidate), *std::move(open)};
}

Result<std::vector<ProfileReport>> record(const Subject& subject, const CommandLine& line)
{
    if (subject.target != "cuda" && subject.target != "triton") {
        return Error{ErrorKind::Usage, "kernels of the target " + subject.target + " are not profiled by running them",
                     "only those of the targets cuda and triton are",
                     "record a profile yourself and read it with --import"};
    }
    const auto task = findTask(shareFolder() / "tasks", subject.task);
    if (!task) {
        return task.error();
    }
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    const StageCallback stage = [](std::string_view name) { std::fprintf(stderr, "%s\n", std::string(name).c_str()); };
    if (subject.node && !line.isSet("task")) {
        if (const auto note = standInNote(*task, subject.node->session.settings.taskFolder)) {
            stage(*note);
        }
    }
    return recordProfiles({*task, subject.target, subject.candidate, line.text("case"), readSandboxConsent(line)},
                          stage, stop.get_token());
}

Result<std::vector<ProfileReport>> import(const CommandLine& line)
{
    const auto text = readFile(line.text("import"), kProfileCap);
    auto report = text ? readProfile(line.text("format"), *text) : Result<ProfileReport>(text.error());
    if (!report) {
        return report.error();
    }
    return std::vector{*std::move(report)};
}

/// With its node, where it is one.
Result<void> keep(const ProfileReport& report, const Subject& subject, std::optional<Store>& store)
{
    if (!subject.node) {
        return {};
    }
    return store->addProfile(subject.node->session.id, subject.node->node.number, report.tool,
                             toJson(report).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

/// One report as it is; several, of one profiler each, as a list.
void show(const std::vector<ProfileReport>& reports, const Subject& subject, const CommandLine& line)
{
    const Diagnosis judged = subject.node ? subject.node->evaluation.diagnosis : Diagnosis{};
    if (!line.json()) {
        std::ranges::for_each(reports, [&](const ProfileReport& report) { printProfile(report, judged); });
        return;
    }
    nlohmann::json profiles = nlohmann::json::array();
    for (const ProfileReport& report : reports) {
        profiles.push_back(profileDocument(report, judged));
    }
    nlohmann::json document = profiles.size() == 1 ? profiles.front() : nlohmann::json{{"profiles", profiles}};
    if (subject.node) {
        document["node"] = std::to_string(subject.node->session.id) + "." + std::to_string(subject.node->node.number);
    }
    printJson(document);
}

} // namespace

Result<int> runProfile(const QStringList& arguments)
{
    CommandLine line("profile NODE|FILE [--task T] [--target cuda|triton] | profile --import FILE --format F NODE",
                     "Read hardware counters of a kernel in a run of its own, in which nothing is judged or timed, or "
                     "read what a profiler has recorded elsewhere. The report is kept with the node; show shows it.");
    line.option("task", "TASK", "The task of a file; of a node where it is not its session's.")
        .option("target", "TARGET", "Of a file; only kernels of cuda and triton are run.", "cuda")
        .option("case", "NAME", "Which case of the role gpu runs; when absent, the one that moves the most bytes.")
        .option("option", "FLAG", "A build option of a file; may be given several times.")
        .option("import", "FILE", "Run nothing; read this file of a profiler.")
        .option("format", "FORMAT", "What wrote it: ncu, rocprof, torch or proton.");
    declareSandboxConsent(line);
    if (const auto go = line.parse(arguments, 1, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    std::optional<Store> store;
    const bool ofNode = line.isSet("import") || !isFile(line.positional(0));
    if (ofNode) {
        auto opened = Store::open(line.storeFolder());
        if (!opened) {
            return opened.error();
        }
        store = std::move(*opened);
    }
    const auto subject = ofNode ? nodeSubject(*store, line) : fileSubject(line);
    if (!subject) {
        return subject.error();
    }
    const auto reports = line.isSet("import") ? import(line) : record(*subject, line);
    if (!reports) {
        return reports.error();
    }
    for (const ProfileReport& report : *reports) {
        if (const auto kept = keep(report, *subject, store); !kept) {
            return kept.error();
        }
    }
    show(*reports, *subject, line);
    return 0;
}

} // namespace espalier::cli

#include "core/evaluate/judge/messages.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

namespace espalier {
namespace {

using Json = nlohmann::json;

Error malformed()
{
    return {ErrorKind::Machine, "the judge and the program do not understand each other",
            "a message is not what it should be", "install Espalier anew, so that all its programs are of one version"};
}

bool readText(const Json& from, const char* key, std::string& to)
{
    const auto found = from.find(key);
    if (found == from.end() || !found->is_string()) {
        return false;
    }
    to = found->get<std::string>();
    return true;
}

bool readPath(const Json& from, const char* key, std::filesystem::path& to)
{
    std::string text;
    if (!readText(from, key, text) || text.empty() || text.find('\0') != std::string::npos) {
        return false;
    }
    to = text;
    return true;
}

const Json* list(const Json& from, const char* key)
{
    const auto found = from.find(key);
    return found != from.end() && found->is_array() && found->size() <= 4096 ? &*found : nullptr;
}

Json document(const WorkerKind& kind)
{
    Json worker{{"program", kind.program.string()},
                {"patience",
                 {kind.patience.ready.count(), kind.patience.load.count(), kind.patience.call.count(),
                  kind.patience.baseline.count()}}};
    if (kind.interpreter) {
        Json folders = Json::array();
        for (const std::filesystem::path& folder : kind.interpreter->folders) {
            folders.push_back(folder.string());
        }
        worker["interpreter"] = {{"program", kind.interpreter->program.string()},
                                 {"modules", kind.interpreter->modules.string()},
                                 {"scratch", kind.interpreter->scratch.string()},
                                 {"folders", folders}};
    }
    return worker;
}

Json document(const OpenRequest& request)
{
    Json baselines = Json::array();
    for (const OpenRequest::Baseline& baseline : request.baselines) {
        baselines.push_back({{"name", baseline.name}, {"library", baseline.library.string()}});
        if (baseline.worker) {
            baselines.back()["worker"] = document(*baseline.worker);
        }
    }
    Json message{{"op", "open"},
                 {"task", request.task.string()},
                 {"worker", document(request.worker)},
                 {"filters_calls", request.filtersCalls},
                 {"device", request.device},
                 {"timed", request.timed},
                 {"baselines", baselines},
                 {"processors", request.processors},
                 {"cases", request.cases},
                 {"seconds_per_case", request.secondsPerCase}};
    if (request.bubblewrap) {
        message["bubblewrap"] = {{"program", request.bubblewrap->program.string()},
                                 {"disables_user_namespaces", request.bubblewrap->disablesUserNamespaces}};
    }
    return message;
}

Json document(const EvaluateRequest& request)
{
    return {{"op", "evaluate"},
            {"library", request.library.string()},
            {"careful", request.careful},
            {"host_code", request.hostCode}};
}

Json document(const CancelRequest&)
{
    return {{"op", "cancel"}};
}

Json document(const Opened& opened)
{
    Json baselines = Json::array();
    for (const BaselineResult& result : opened.baselines) {
        baselines.push_back({{"name", result.name},
                             {"valid", result.valid},
                             {"reason", result.reason},
                             {"ms", result.ms},
                             {"mean_ms", result.meanMs}});
    }
    return {{"kind", "opened"}, {"baselines", baselines}, {"fastest", opened.fastest}};
}

Json document(const Stage& stage)
{
    return {{"kind", "stage"}, {"stage", stage.name}};
}

Json document(const Judged& judged)
{
    return {{"kind", "judged"}, {"evaluation", toJson(judged.evaluation)}};
}

Json document(const Error& error)
{
    return {{"kind", "error"},
            {"error", static_cast<int>(error.kind)},
            {"what", error.what},
            {"why", error.why},
            {"todo", error.todo}};
}

bool readFlag(const Json& from, const char* key, bool& to)
{
    const auto found = from.find(key);
    if (found == from.end() || !found->is_boolean()) {
        return false;
    }
    to = found->get<bool>();
    return true;
}

bool readSandbox(const Json& from, OpenRequest& request)
{
    if (const auto found = from.find("bubblewrap"); found != from.end()) {
        Bubblewrap way;
        if (!found->is_object() || !readPath(*found, "program", way.program) ||
            !readFlag(*found, "disables_user_namespaces", way.disablesUserNamespaces)) {
            return false;
        }
        request.bubblewrap = way;
    }
    return readFlag(from, "filters_calls", request.filtersCalls);
}

bool readPatience(const Json& from, Patience& patience)
{
    const Json* times = list(from, "patience");
    std::array<Patience::Milliseconds*, 4> to{&patience.ready, &patience.load, &patience.call, &patience.baseline};
    if (!times || times->size() != to.size()) {
        return false;
    }
    for (std::size_t i = 0; i < to.size(); ++i) {
        const Json& time = (*times)[i];
        if (!time.is_number_unsigned() || time.get<std::uint64_t>() > 24 * 3'600'000ULL) {
            return false;
        }
        *to.at(i) = Patience::Milliseconds(time.get<std::int64_t>());
    }
    return true;
}

bool readInterpreter(const Json& from, std::optional<Interpreter>& to)
{
    const auto found = from.find("interpreter");
    if (found == from.end()) {
        return true;
    }
    Interpreter interpreter;
    const Json* folders = found->is_object() ? list(*found, "folders") : nullptr;
    if (!folders || !readPath(*found, "program", interpreter.program) ||
        !readPath(*found, "modules", interpreter.modules) || !readPath(*found, "scratch", interpreter.scratch)) {
        return false;
    }
    for (const Json& folder : *folders) {
        if (!folder.is_string()) {
            return false;
        }
        interpreter.folders.emplace_back(folder.get<std::string>());
    }
    to = std::move(interpreter);
    return true;
}

bool readWorker(const Json& from, WorkerKind& to)
{
    const auto found = from.find("worker");
    return found != from.end() && found->is_object() && readPath(*found, "program", to.program) &&
           readPatience(*found, to.patience) && readInterpreter(*found, to.interpreter);
}

std::optional<OpenRequest::Baseline> readEntrant(const Json& from)
{
    OpenRequest::Baseline baseline;
    if (!from.is_object() || !readText(from, "name", baseline.name) || !readPath(from, "library", baseline.library)) {
        return std::nullopt;
    }
    if (from.contains("worker") && !readWorker(from, baseline.worker.emplace())) {
        return std::nullopt;
    }
    return baseline;
}

std::optional<OpenRequest> readOpen(const Json& from)
{
    OpenRequest request;
    const Json* baselines = list(from, "baselines");
    const Json* processors = list(from, "processors");
    const Json* cases = list(from, "cases");
    const auto seconds = from.find("seconds_per_case");
    if (!readPath(from, "task", request.task) || !readWorker(from, request.worker) || !baselines ||
        baselines->empty() || !processors || !cases || seconds == from.end() || !seconds->is_number() ||
        !readFlag(from, "device", request.device) || !readFlag(from, "timed", request.timed) ||
        !readSandbox(from, request)) {
        return std::nullopt;
    }
    request.secondsPerCase = seconds->get<double>();
    for (const Json& name : *cases) {
        if (!name.is_string()) {
            return std::nullopt;
        }
        request.cases.push_back(name.get<std::string>());
    }
    for (const Json& item : *baselines) {
        auto baseline = readEntrant(item);
        if (!baseline) {
            return std::nullopt;
        }
        request.baselines.push_back(*std::move(baseline));
    }
    for (const Json& item : *processors) {
        if (!item.is_number_integer()) {
            return std::nullopt;
        }
        request.processors.push_back(item.get<int>());
    }
    return request;
}

std::optional<BaselineResult> readBaseline(const Json& from)
{
    BaselineResult result;
    const Json* ms = from.is_object() ? list(from, "ms") : nullptr;
    if (!ms || !readText(from, "name", result.name) || !readText(from, "reason", result.reason) ||
        !from.contains("valid") || !from["valid"].is_boolean() || !from.contains("mean_ms") ||
        !from["mean_ms"].is_number()) {
        return std::nullopt;
    }
    result.valid = from["valid"].get<bool>();
    result.meanMs = from["mean_ms"].get<double>();
    for (const Json& item : *ms) {
        if (!item.is_number()) {
            return std::nullopt;
        }
        result.ms.push_back(item.get<double>());
    }
    return result;
}

std::optional<Opened> readOpened(const Json& from)
{
    Opened opened;
    const Json* baselines = list(from, "baselines");
    if (!baselines || !readText(from, "fastest", opened.fastest)) {
        return std::nullopt;
    }
    for (const Json& item : *baselines) {
        auto result = readBaseline(item);
        if (!result) {
            return std::nullopt;
        }
        opened.baselines.push_back(std::move(*result));
    }
    return opened;
}

std::optional<Error> readError(const Json& from)
{
    Error error;
    const auto kind = from.find("error");
    if (kind == from.end() || !kind->is_number_integer() || kind->get<int>() < 1 || kind->get<int>() > 4 ||
        !readText(from, "what", error.what) || !readText(from, "why", error.why) ||
        !readText(from, "todo", error.todo)) {
        return std::nullopt;
    }
    error.kind = static_cast<ErrorKind>(kind->get<int>());
    return error;
}

std::string dump(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string toText(const Request& request)
{
    return std::visit([](const auto& r) { return dump(document(r)); }, request);
}

std::string toText(const Reply& reply)
{
    return std::visit([](const auto& r) { return dump(document(r)); }, reply);
}

Result<Request> requestFromText(const std::string& text)
{
    const Json from = Json::parse(text, nullptr, false);
    std::string op;
    if (!from.is_object() || !readText(from, "op", op)) {
        return malformed();
    }
    if (op == "open") {
        if (auto request = readOpen(from)) {
            return Request(std::move(*request));
        }
    }
    EvaluateRequest evaluate;
    if (op == "evaluate" && readPath(from, "library", evaluate.library) &&
        readFlag(from, "careful", evaluate.careful) && readFlag(from, "host_code", evaluate.hostCode)) {
        return Request(std::move(evaluate));
    }
    if (op == "cancel") {
        return Request(CancelRequest{});
    }
    return malformed();
}

Result<Reply> replyFromText(const std::string& text)
{
    const Json from = Json::parse(text, nullptr, false);
    std::string kind;
    if (!from.is_object() || !readText(from, "kind", kind)) {
        return malformed();
    }
    Stage stage;
    if (kind == "stage" && readText(from, "stage", stage.name)) {
        return Reply(std::move(stage));
    }
    if (kind == "opened") {
        if (auto opened = readOpened(from)) {
            return Reply(std::move(*opened));
        }
    }
    if (kind == "judged" && from.contains("evaluation")) {
        if (auto evaluation = evaluationFromJson(from["evaluation"])) {
            return Reply(Judged{std::move(*evaluation)});
        }
    }
    if (kind == "error") {
        if (auto error = readError(from)) {
            return Reply(std::move(*error));
        }
    }
    return malformed();
}

} // namespace espalier

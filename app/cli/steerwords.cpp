#include "app/cli/steerwords.h"

#include "app/cli/handedit.h"
#include "app/cli/opensession.h"
#include "app/cli/steertable.h"
#include "core/base/file.h"
#include "core/base/words.h"
#include "core/graph/mixchoice.h"
#include "core/synthesis/synthesizerchoice.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace espalier::cli {
namespace {

constexpr const char* kUsage = "espalier steer --help lists what it knows";
constexpr std::size_t kMostNodes = 10'000;
constexpr std::size_t kLongestText = 8000;

Error usage(std::string what, std::string why = {}, std::string todo = kUsage)
{
    return {ErrorKind::Usage, std::move(what), std::move(why), std::move(todo)};
}

std::string name(SteerVerb verb)
{
    return std::string(toText(verb));
}

/// Whether the first word behind the verb names nodes.
bool namesNodes(const SteerWord& word, const CommandLine& line)
{
    switch (word.subject) {
    case SteerSubject::Nodes:
    case SteerSubject::Node:
        return true;
    case SteerSubject::Either:
        return line.positionals() > 3;
    case SteerSubject::Whole:
        break;
    }
    return false;
}

/// The words from `first` on as one text.
std::string rest(const CommandLine& line, int first)
{
    std::string text;
    for (int i = first; i < line.positionals(); ++i) {
        text += (i == first ? "" : " ") + line.positional(i);
    }
    return text;
}

std::string shown(double value)
{
    return QString::number(value).toStdString();
}

Result<double> numberOf(const std::string& text, double least, double most)
{
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || !(value >= least && value <= most)) {
        return usage("\"" + text + "\" is not a number from " + shown(least) + " to " + shown(most));
    }
    return value;
}

Result<double> countOf(const std::string& text, double most)
{
    const Result<double> value = numberOf(text, 1, most);
    if (value && *value != static_cast<double>(static_cast<int>(*value))) {
        return usage("\"" + text + "\" is not a whole number");
    }
    return value;
}

/// What a verb makes of the number behind it, or of none.
Result<double> valueOf(const SteerRequest& request)
{
    switch (request.verb) {
    case SteerVerb::Boost:
        return numberOf(request.value.value_or("2"), 0.01, 100);
    case SteerVerb::Expand:
        return countOf(request.value.value_or("1"), 10'000);
    case SteerVerb::Step:
        return countOf(request.value.value_or("1"), 1'000'000);
    case SteerVerb::Budget:
        return request.value == "default" ? Result<double>(-1) : numberOf(request.value.value_or(""), 0, 1e15);
    default:
        return 0.0;
    }
}

/// Everything that a mix names must be there to be asked.
Result<void> checkMix(const std::string& text, const SessionInfo& session)
{
    const auto mix = parseMix(text);
    const auto choices = parseSynthesizers(session.settings.synthesizer);
    if (!mix || text.empty()) {
        return text.empty() ? Result<void>() : mix.error();
    }
    if (!choices || choices->size() < 2) {
        return usage("there is nothing to mix",
                     "the session was started with one synthesizer, " + session.settings.synthesizer,
                     "start a search with several: --synth \"80*anthropic:MODEL + 20*rules\"");
    }
    for (const auto& [asked, weight] : *mix) {
        const bool known = std::ranges::any_of(*choices, [&](const SynthesizerChoice& choice) {
            return choice.kind == asked || (asked == "model" && choice.kind != "rules");
        });
        if (!known) {
            return usage("the session has no synthesizer \"" + asked + "\"",
                         "it was started with " + session.settings.synthesizer, "name one of these, or model");
        }
    }
    return {};
}

/// What the verb takes, and nothing that it does not.
Result<void> checkParts(const SteerRequest& request, const SteerWord& word)
{
    const SteerDetail detail = word.detail;
    const bool takesText = detail == SteerDetail::Text || detail == SteerDetail::Limit;
    const bool takesValue = detail == SteerDetail::Number || detail == SteerDetail::Limit;
    const auto wants = [&](const char* what) {
        return usage(name(word.verb) + " wants \"" + what + "\"", "", std::string("the form is: ") + word.form);
    };
    const auto refuses = [&](const char* what) {
        return usage(name(word.verb) + " takes no \"" + what + "\"", "", std::string("the form is: ") + word.form);
    };
    if (request.nodes && word.subject == SteerSubject::Whole) {
        return refuses("node");
    }
    if (!request.nodes && (word.subject == SteerSubject::Nodes || word.subject == SteerSubject::Node)) {
        return wants("node");
    }
    if (request.text.has_value() != takesText) {
        return takesText ? wants("text") : refuses("text");
    }
    if (request.value && !takesValue) {
        return refuses("value");
    }
    if (!request.value && detail == SteerDetail::Limit) {
        return wants("value");
    }
    if (request.source.has_value() != (detail == SteerDetail::Source)) {
        return request.source ? refuses("source") : wants("source");
    }
    if ((!request.memory.empty() || !request.hint.empty()) && request.verb != SteerVerb::Expand) {
        return usage("memory and hint of single children go with expand", "", "use the verbs memory and hint");
    }
    return {};
}

/// All but its node.
Result<SteerCommand> commandOf(const SessionInfo& session, const SteerRequest& request)
{
    const Result<double> value = valueOf(request);
    if (!value) {
        return value.error();
    }
    SteerCommand command{request.verb, std::nullopt, *value, request.text.value_or("")};
    command.reason = request.reason;
    const bool hasDefault =
        command.verb == SteerVerb::Policy || command.verb == SteerVerb::Mix || command.verb == SteerVerb::Memory;
    if (hasDefault) {
        if (command.text.empty()) {
            return usage(name(command.verb) + " wants to know which", "",
                         "write it behind, or default for what the session was started with");
        }
        command.text = command.text == "default" ? "" : command.text;
    }
    if (command.verb == SteerVerb::Expand) {
        command.text = request.hint;
        command.memory = request.memory;
    }
    if (command.text.size() > kLongestText || command.reason.size() > kLongestText) {
        return usage("the text is too long", "it may have " + std::to_string(kLongestText) + " bytes", "shorten it");
    }
    if (const auto mixed = command.verb == SteerVerb::Mix ? checkMix(command.text, session) : Result<void>(); !mixed) {
        return mixed.error();
    }
    if (command.verb != SteerVerb::Focus) { // whose node is not known yet
        if (auto problem = steerProblem(command)) {
            return *std::move(problem);
        }
    }
    return command;
}

/// "12,15": the nodes of this session, each once.
Result<std::vector<Node>> nodesOf(Store& store, const SessionInfo& session, const std::string& text)
{
    std::vector<Node> nodes;
    std::set<NodeNumber> seen;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string one(trimmed(text.substr(at, end - at)));
        if (one.empty()) {
            return usage("a node is missing in \"" + text.substr(0, 80) + "\"", "", "name nodes as 12,15");
        }
        auto found = openNode(store, one, session.id);
        if (!found) {
            return found.error();
        }
        if (found->session.id != session.id) {
            return usage("the node is of another session", "it is of session " + std::to_string(found->session.id),
                         "name that session");
        }
        if (seen.insert(found->node.number).second) {
            nodes.push_back(std::move(found->node));
        }
        if (nodes.size() > kMostNodes) {
            return usage("these are too many nodes", "one command is for " + std::to_string(kMostNodes) + " at most",
                         "prune or boost the node above them");
        }
        at = end + 1;
    }
    return nodes;
}

} // namespace

void declareSteerOptions(CommandLine& line)
{
    line.option("reason", "TEXT", "Why, for whoever reads the session's log.")
        .option("memory", "OPERATOR", "For expand: inherit, siblings, combine or clean-slate.")
        .option("hint", "TEXT", "For expand: advice for these children alone.");
}

Result<SteerVerb> steerVerbNamed(const std::string& text)
{
    const auto verb = steerVerbFromText(text);
    if (!verb) {
        return usage("steer knows no \"" + text.substr(0, 80) + "\"");
    }
    if (isReview(*verb)) {
        return usage("the search has nothing to do with " + text, "it belongs to a review",
                     "see: espalier review --help");
    }
    return *verb;
}

Result<SteerRequest> readSteerWords(const CommandLine& line)
{
    const auto verb = steerVerbNamed(line.positional(1));
    if (!verb) {
        return verb.error();
    }
    const SteerWord& word = *steerWord(*verb);
    SteerRequest request{*verb};
    request.memory = line.text("memory");
    request.hint = line.text("hint");
    request.reason = line.text("reason");
    int at = 2;
    const auto next = [&]() -> std::optional<std::string> {
        return at < line.positionals() ? std::optional(line.positional(at++)) : std::nullopt;
    };
    if (namesNodes(word, line)) {
        request.nodes = next();
    }
    switch (word.detail) {
    case SteerDetail::None:
        break;
    case SteerDetail::Number:
        request.value = next();
        break;
    case SteerDetail::Limit:
        request.text = next();
        request.value = next();
        break;
    case SteerDetail::Text:
        request.text = at < line.positionals() ? std::optional(rest(line, at)) : std::nullopt;
        at = line.positionals();
        break;
    case SteerDetail::Source:
        if (const auto file = next()) {
            auto source = readFile(*file, kLongestSource);
            if (!source) {
                return source.error();
            }
            request.source = *std::move(source);
        }
        break;
    }
    if (at < line.positionals()) {
        return usage(line.positional(1) + " knows nothing of \"" + rest(line, at) + "\"", "",
                     std::string("the form is: ") + word.form);
    }
    return request;
}

Result<std::vector<SteerCommand>> steerCommands(Store& store, const SessionInfo& session, const SteerRequest& request)
{
    const SteerWord* word = steerWord(request.verb);
    if (!word) {
        return usage("the search has nothing to do with " + name(request.verb), "it belongs to a review");
    }
    if (const auto whole = checkParts(request, *word); !whole) {
        return whole.error();
    }
    auto command = commandOf(session, request);
    if (!command) {
        return command.error();
    }
    if (!request.nodes) {
        return std::vector<SteerCommand>{*std::move(command)};
    }
    const auto nodes = nodesOf(store, session, *request.nodes);
    if (!nodes) {
        return nodes.error();
    }
    if (word->subject == SteerSubject::Node && nodes->size() > 1) {
        return usage(name(request.verb) + " is about one node", "", "name one");
    }
    std::vector<SteerCommand> commands;
    for (const Node& node : *nodes) {
        commands.push_back(*command);
        commands.back().node = node.number;
        if (request.source) {
            const auto hash = storeEdit(store, node, *request.source);
            if (!hash) {
                return hash.error();
            }
            commands.back().text = *hash;
        }
    }
    return commands;
}

Result<SessionInfo> sessionToSteer(Store& store, const std::string& text)
{
    auto found = store.findSession(text);
    const bool isLast = text.empty() || text == "last";
    const bool isNumber = text.find_first_not_of("0123456789") == std::string::npos;
    if (!found || (isNumber && !isLast)) {
        return found;
    }
    const auto all = store.sessions();
    if (!all) {
        return all.error();
    }
    const auto isRival = [&](const SessionInfo& other) {
        return other.id != found->id && (isLast ? !other.holder.empty() : other.settings.name == found->settings.name);
    };
    const auto rival = std::ranges::find_if(*all, isRival);
    if (rival == all->end()) {
        return found;
    }
    const std::string both = std::to_string(rival->id) + " and " + std::to_string(found->id);
    return usage(isLast ? "it is not plain which search is meant by last" : "several sessions have this name",
                 isLast
                     ? "session " + std::to_string(rival->id) + " runs, and the newest is " + std::to_string(found->id)
                     : "they are " + both,
                 "name one by its number, see: espalier sessions");
}

} // namespace espalier::cli

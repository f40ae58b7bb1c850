#include "app/cli/steerwords.h"

#include "app/cli/handedit.h"
#include "app/cli/opensession.h"
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

bool isMemoryOperator(const std::string& text)
{
    return text == "default" || std::ranges::find(memoryOperators(), text) != memoryOperators().end();
}

/// Whether words 2 of the line names nodes.
bool namesNodes(SteerVerb verb, const CommandLine& line)
{
    switch (verb) {
    case SteerVerb::Pause:
    case SteerVerb::Resume:
    case SteerVerb::Step:
    case SteerVerb::Stop:
        return false;
    case SteerVerb::Memory:
        return line.positionals() > 3 || !isMemoryOperator(line.positional(2));
    default:
        return verb == SteerVerb::Focus || !isForSession({verb, 0, 0, {}});
    }
}

bool takesText(SteerVerb verb)
{
    switch (verb) {
    case SteerVerb::Prune:
    case SteerVerb::Restore:
    case SteerVerb::Pin:
    case SteerVerb::Unpin:
    case SteerVerb::Pause:
    case SteerVerb::Resume:
    case SteerVerb::Stop:
    case SteerVerb::Focus:
    case SteerVerb::Unfocus:
        return false;
    default:
        return true;
    }
}

/// The words from `first` on as one text; "default" is none.
std::string rest(const CommandLine& line, int first)
{
    std::string text;
    for (int i = first; i < line.positionals(); ++i) {
        text += (text.empty() ? "" : " ") + line.positional(i);
    }
    return text;
}

std::string unlessDefault(std::string text)
{
    return text == "default" ? std::string() : text;
}

Result<double> numberOf(const std::string& text, double fallback, double least, double most)
{
    double value = fallback;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() &&
        (code != std::errc() || end != text.data() + text.size() || !(value >= least && value <= most))) {
        return Error{ErrorKind::Usage,
                     "\"" + text + "\" is not a number from " + QString::number(least).toStdString() + " to " +
                         QString::number(most).toStdString(),
                     "", kUsage};
    }
    return value;
}

Result<double> countOf(const std::string& text, double most)
{
    const Result<double> value = numberOf(text, 1, 1, most);
    if (value && *value != static_cast<double>(static_cast<int>(*value))) {
        return Error{ErrorKind::Usage, "\"" + text + "\" is not a whole number", "", kUsage};
    }
    return value;
}

Result<void> readBudget(const std::string& text, SteerCommand& command)
{
    if (text.empty()) {
        return Error{ErrorKind::Usage, "budget names no limit", "", "write for example: budget steps 400"};
    }
    const Result<double> value = text == "default" ? Result<double>(-1) : numberOf(text, 0, 0, 1e15);
    if (!value) {
        return value.error();
    }
    command.value = *value;
    return {};
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
        return Error{ErrorKind::Usage, "there is nothing to mix",
                     "the session was started with one synthesizer, " + session.settings.synthesizer,
                     "start a search with several: --synth \"80*anthropic:MODEL + 20*rules\""};
    }
    for (const auto& [name, weight] : *mix) {
        const bool known = std::ranges::any_of(*choices, [&](const SynthesizerChoice& choice) {
            return choice.kind == name || (name == "model" && choice.kind != "rules");
        });
        if (!known) {
            return Error{ErrorKind::Usage, "the session has no synthesizer \"" + name + "\"",
                         "it was started with " + session.settings.synthesizer, "name one of these, or model"};
        }
    }
    return {};
}

/// What a verb says beyond its nodes, from word `at` on.
Result<void> readDetail(const SessionInfo& session, const CommandLine& line, int at, SteerCommand& command)
{
    const std::string word = line.positional(at);
    Result<double> value = 0.0;
    switch (command.verb) {
    case SteerVerb::Boost:
        value = numberOf(word, 2, 0.01, 100);
        break;
    case SteerVerb::Expand:
        value = countOf(word, 10'000);
        command.memory = line.text("memory");
        command.text = line.text("hint");
        break;
    case SteerVerb::Step:
        value = countOf(word, 1'000'000);
        break;
    case SteerVerb::Budget:
        command.text = word;
        return readBudget(line.positional(at + 1), command);
    case SteerVerb::Mix:
        command.text = unlessDefault(rest(line, at));
        return checkMix(command.text, session);
    case SteerVerb::Add: // the file is read for each node
        command.text = word;
        return word.empty() ? Result<void>(Error{ErrorKind::Usage, "add names no file", "", kUsage}) : Result<void>();
    case SteerVerb::Policy:
    case SteerVerb::Memory:
        command.text = unlessDefault(rest(line, at));
        return {};
    default:
        command.text = rest(line, at);
        return {};
    }
    if (!value) {
        return value.error();
    }
    command.value = *value;
    return {};
}

Result<void> checkWhole(const CommandLine& line, const SteerCommand& command)
{
    if ((line.isSet("memory") || line.isSet("hint")) && command.verb != SteerVerb::Expand) {
        return Error{ErrorKind::Usage, "--memory and --hint go with expand", "", "use the verbs memory and hint"};
    }
    const bool asksForText = command.verb == SteerVerb::Policy || command.verb == SteerVerb::Mix;
    if (asksForText && line.positionals() < 3) {
        return Error{ErrorKind::Usage, std::string(toText(command.verb)) + " wants to know which", "",
                     "write it behind, or default for what the session was started with"};
    }
    if (!command.text.empty() && !takesText(command.verb)) {
        return Error{ErrorKind::Usage, std::string(toText(command.verb)) + " knows nothing of \"" + command.text + "\"",
                     "", kUsage};
    }
    if (command.text.size() > kLongestText || command.reason.size() > kLongestText) {
        return Error{ErrorKind::Usage, "the text is too long", "it may have " + std::to_string(kLongestText) + " bytes",
                     "shorten it"};
    }
    if (auto problem = steerProblem(command); problem && command.verb != SteerVerb::Focus) {
        return *std::move(problem);
    }
    return {};
}

/// "12,15": the nodes of this session, each once.
Result<std::vector<Node>> nodesOf(Store& store, const SessionInfo& session, const std::string& text)
{
    std::vector<Node> nodes;
    std::set<NodeNumber> seen;
    for (std::size_t at = 0; at <= text.size() && nodes.size() <= kMostNodes;) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        auto found = openNode(store, std::string(trimmed(text.substr(at, end - at))), session.id);
        if (!found) {
            return found.error();
        }
        if (found->session.id != session.id) {
            return Error{ErrorKind::Usage, "the node is of another session",
                         "it is of session " + std::to_string(found->session.id), "name that session"};
        }
        if (seen.insert(found->node.number).second) {
            nodes.push_back(std::move(found->node));
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

Result<std::vector<SteerCommand>> readSteerWords(Store& store, const SessionInfo& session, const CommandLine& line)
{
    const auto verb = steerVerbFromText(line.positional(1));
    if (!verb) {
        return Error{ErrorKind::Usage, "steer knows no \"" + line.positional(1) + "\"", "", kUsage};
    }
    if (isReview(*verb)) {
        return Error{ErrorKind::Usage, "the search has nothing to do with " + line.positional(1),
                     "it belongs to a review", "see: espalier review --help"};
    }
    SteerCommand command{*verb, std::nullopt, 0, {}};
    command.reason = line.text("reason");
    const bool byNode = namesNodes(*verb, line);
    if (const auto read = readDetail(session, line, byNode ? 3 : 2, command); !read) {
        return read.error();
    }
    if (const auto whole = checkWhole(line, command); !whole) {
        return whole.error();
    }
    if (!byNode) {
        return std::vector<SteerCommand>{command};
    }
    const auto nodes = nodesOf(store, session, line.positional(2));
    if (!nodes) {
        return nodes.error();
    }
    if (*verb == SteerVerb::Focus && nodes->size() > 1) {
        return Error{ErrorKind::Usage, "a search is focused on one node", "", "name one"};
    }
    std::vector<SteerCommand> commands;
    for (const Node& node : *nodes) {
        command.node = node.number;
        commands.push_back(command);
        if (*verb == SteerVerb::Add) {
            auto source = readFile(command.text, kLongestSource);
            const auto hash = source ? storeEdit(store, node, *std::move(source)) : source;
            if (!hash) {
                return hash.error();
            }
            commands.back().text = *hash;
        }
    }
    return commands;
}

} // namespace espalier::cli

#include "app/runner/synthesizers.h"

#include "core/model/commandmodel.h"
#include "core/model/http/openhttpmodel.h"
#include "core/model/mailboxmodel.h"
#include "core/model/recordedmodel.h"
#include "core/search/recordedanswers.h"
#include "core/synthesis/mixedsynthesizer.h"
#include "core/synthesis/model/modelsynthesizer.h"
#include "core/synthesis/rulessynthesizer.h"
#include "core/synthesis/synthesizerchoice.h"

#include <QProcess>

#include <algorithm>

namespace espalier {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<const Model>> openCommand(const std::string& line)
{
    std::vector<std::string> argv;
    for (const QString& word : QProcess::splitCommand(QString::fromStdString(line))) {
        argv.push_back(word.toStdString());
    }
    if (argv.empty()) {
        return Error{ErrorKind::Usage, "the command is empty", "", "name a program: command:PROGRAM ARGUMENTS"};
    }
    return std::unique_ptr<const Model>(std::make_unique<CommandModel>(std::move(argv)));
}

/// Whether a replay's source is a session's number rather than a folder.
bool isSession(const std::string& source)
{
    return source.find_first_not_of("0123456789") == std::string::npos;
}

Result<std::unique_ptr<const Model>> openRecording(const std::string& source, const fs::path& folder)
{
    auto answers = isSession(source) ? answersOf(folder, source) : answersFrom(source);
    if (!answers) {
        return answers.error();
    }
    return std::unique_ptr<const Model>(std::make_unique<RecordedModel>(*std::move(answers), source));
}

Result<std::unique_ptr<const Model>> openModel(const SynthesizerChoice& choice, const fs::path& store)
{
    if (choice.kind == "mailbox") {
        return std::unique_ptr<const Model>(std::make_unique<MailboxModel>(choice.detail));
    }
    if (choice.kind == "command") {
        return openCommand(choice.detail);
    }
    if (choice.kind == "replay") {
        return openRecording(choice.detail, store);
    }
    auto model = openHttpModel(choice.kind + ":" + choice.detail);
    return model ? Result<std::unique_ptr<const Model>>(*std::move(model)) : model.error();
}

/// A recording that holds calls of tools is read wrongly by one who has none: each would be a broken answer.
Result<void> checkReplay(const SynthesizerChoice& choice, const fs::path& folder)
{
    if (choice.kind != "replay" || choice.tools || !isSession(choice.detail)) {
        return {};
    }
    auto store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    const auto info = store->findSession(choice.detail);
    if (!info) {
        return info.error();
    }
    const auto recorded = parseSynthesizers(info->settings.synthesizer);
    if (recorded && std::ranges::any_of(*recorded, &SynthesizerChoice::tools)) {
        const std::string text = choice.kind + ":" + choice.detail;
        return Error{ErrorKind::Usage, text + " cannot be replayed like this",
                     "some answers of session " + choice.detail + " may be calls of tools, which it had",
                     "give the replay tools too: " + text + "+tools"};
    }
    return {};
}

/// None where the choice asks for none.
Result<std::vector<ExpansionTool>> openTools(const SynthesizerChoice& choice, const ToolParts& parts)
{
    if (!choice.tools) {
        return std::vector<ExpansionTool>();
    }
    const std::vector<fs::path> code(choice.code.begin(), choice.code.end());
    for (const fs::path& folder : code) {
        std::error_code unreadable;
        if (!fs::is_directory(folder, unreadable)) {
            return Error{ErrorKind::Usage, "the tools cannot search " + folder.string(), "there is no such folder",
                         "name folders that hold code after +tools="};
        }
    }
    return sessionTools(parts, code);
}

Result<std::unique_ptr<Synthesizer>> openOne(const SynthesizerChoice& choice, const fs::path& store,
                                             const PromptKnowledge& knowledge, const ToolParts& parts)
{
    if (choice.kind == "rules") {
        return std::unique_ptr<Synthesizer>(std::make_unique<RulesSynthesizer>());
    }
    if (const auto fit = checkReplay(choice, store); !fit) {
        return fit.error();
    }
    auto model = openModel(choice, store);
    if (!model) {
        return model.error();
    }
    auto tools = openTools(choice, parts);
    if (!tools) {
        return tools.error();
    }
    return std::unique_ptr<Synthesizer>(
        std::make_unique<ModelSynthesizer>(*std::move(model), knowledge, *std::move(tools)));
}

} // namespace

Result<std::unique_ptr<const Model>> openModel(const std::string& text, const fs::path& store)
{
    const auto choices = parseSynthesizers(text);
    if (!choices) {
        return choices.error();
    }
    const SynthesizerChoice& only = choices->front();
    if (choices->size() > 1 || only.kind == "rules" || only.tools) {
        return Error{ErrorKind::Usage, "\"" + text + "\" is no model", "one model, without tools, is wanted here",
                     "write for example --synth anthropic:MODEL"};
    }
    return openModel(only, store);
}

Result<std::unique_ptr<Synthesizer>> openSynthesizer(const std::string& text, const fs::path& store,
                                                     const PromptKnowledge& knowledge, const ToolParts& tools)
{
    const auto choices = parseSynthesizers(text);
    if (!choices) {
        return choices.error();
    }
    std::vector<MixedSynthesizer::Share> shares;
    for (const SynthesizerChoice& choice : *choices) {
        auto opened = openOne(choice, store, knowledge, tools);
        if (!opened || choices->size() == 1) {
            return opened;
        }
        shares.push_back({choice.weight, *std::move(opened), choice.kind});
    }
    return std::unique_ptr<Synthesizer>(std::make_unique<MixedSynthesizer>(std::move(shares)));
}

} // namespace espalier

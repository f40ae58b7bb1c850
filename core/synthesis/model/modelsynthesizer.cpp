#include "core/synthesis/model/modelsynthesizer.h"

#include "core/graph/sourceending.h"
#include "core/synthesis/answer/parseanswer.h"
#include "core/synthesis/prompt/diagnosislines.h"
#include "core/synthesis/prompt/evidenceparts.h"
#include "core/synthesis/prompt/hostiletext.h"
#include "core/synthesis/prompt/promptcomposer.h"
#include "core/synthesis/tools/tooldesk.h"
#include "core/synthesis/tools/tooltext.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace espalier {
namespace {

using prompting::kOptionsLever;

constexpr std::size_t kTold = 1024; ///< bytes of an answer between two words of progress
constexpr std::size_t kTail = 60;   ///< characters of it that are shown

/// A kernel of its own starts from the seed's source, not from the plain options the seed is compiled with.
Candidate startingFrom(const Prompt& prompt)
{
    Candidate candidate = prompt.parent;
    if (prompting::startsAnew(prompt.edge) && candidate.language == "cpp") {
        candidate.options = {"-O3", "-march=native", "-fopenmp"};
    }
    return candidate;
}

bool isOfOptions(const Skill& skill)
{
    const auto& learned = skill.technique;
    return skill.transformation == kOptionsLever ||
           (!learned.empty() && std::ranges::all_of(learned, [](const auto& name) { return name == kOptionsLever; }));
}

/// What somebody who writes source alone can make use of: compiler and options stay as they are, and there is only one
/// parent where nothing is merged.
Prompt forSourceAlone(const Prompt& given)
{
    Prompt prompt = given;
    prompt.parent = startingFrom(given);
    std::erase_if(prompt.skills, [&](const RetrievedSkill& retrieved) {
        return isOfOptions(retrieved.skill) || (retrieved.skill.transformation == "crossover" && !prompt.other);
    });
    if (prompt.diagnosis.lever == kOptionsLever) {
        prompt.diagnosis.lever.clear();
    }
    return prompt;
}

std::vector<ModelFile> filesOf(const Prompt& prompt)
{
    const std::string extension = sourceEnding(prompt.parent.language);
    std::vector<ModelFile> files{{"parent" + extension, prompt.parent.source}};
    if (prompt.other) {
        files.push_back({"other-parent" + extension, prompt.other->source});
    }
    return files;
}

/// Tells how far an answer is, with its last words, each kTold bytes.
class Progress
{
public:
    Progress(std::string model, const std::function<void(std::string_view)>& tell)
        : m_model(std::move(model)), m_tell(tell)
    {
        say("asking " + m_model);
    }

    void operator()(std::string_view arrived)
    {
        m_bytes += arrived.size();
        m_tail =
            (m_tail + std::string(arrived))
                .substr(m_tail.size() + arrived.size() > 4 * kTail ? m_tail.size() + arrived.size() - 4 * kTail : 0);
        if (m_bytes >= m_next) {
            m_next = m_bytes + kTold;
            const std::string line = prompting::oneLine(m_tail, 4 * kTail);
            say(m_model + " answers, " + std::to_string(m_bytes) +
                " bytes: " + prompting::oneLine(line.substr(line.size() - std::min(line.size(), kTail)), kTail));
        }
    }

private:
    void say(const std::string& words) const
    {
        if (m_tell) {
            m_tell(words);
        }
    }

    std::string m_model;
    const std::function<void(std::string_view)>& m_tell;
    std::size_t m_bytes = 0;
    std::size_t m_next = 1;
    std::string m_tail;
};

/// The parent with the source that the answer gives.
std::variant<Synthesis, AnswerError> candidateFrom(const std::string& answer, const Prompt& prompt)
{
    auto parsed = parseAnswer(answer, prompt.parent.source, prompt.parent.language);
    if (auto* fault = std::get_if<AnswerError>(&parsed)) {
        return std::move(*fault);
    }
    auto& good = std::get<ParsedAnswer>(parsed);
    Candidate candidate = prompt.parent;
    candidate.source = std::move(good.source);
    return Synthesis{std::move(candidate), {}, std::move(good.summary)};
}

/// Has the conversation go on by an answer and the turn that answers it.
void say(ModelRequest& request, const std::string& answer, std::string next)
{
    request.turns.push_back({ModelTurn::Role::Model, answer});
    request.turns.push_back({ModelTurn::Role::User, std::move(next)});
}

} // namespace

/// The answer's text; what was said is in the transcript whatever came of it.
Result<std::string> ModelSynthesizer::ask(const ModelRequest& request, Transcript& transcript,
                                          std::stop_token stop) const
{
    const auto start = std::chrono::steady_clock::now();
    Progress progress(m_model->name(), transcript.progress);
    auto reply = m_model->ask(request, [&](std::string_view text) { progress(text); }, stop);
    Exchange exchange;
    exchange.model = reply ? reply->model : m_model->name();
    exchange.system = request.system;
    exchange.prompt = request.turns.back().text;
    exchange.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (reply) {
        exchange.answer = reply->text;
        exchange.tokensIn = reply->usage.tokensIn;
        exchange.tokensCached = reply->usage.tokensCached;
        exchange.tokensOut = reply->usage.tokensOut;
        exchange.money = reply->usage.money;
    } else {
        exchange.fault = "unanswered";
    }
    transcript.exchanges.push_back(std::move(exchange));
    return reply ? Result<std::string>(std::move(reply->text)) : reply.error();
}

/// The prompt as it is asked first; what is said of the tools counts to its budget.
Result<ModelRequest> ModelSynthesizer::firstTurn(const Prompt& prompt) const
{
    auto inputs = m_knowledge.inputsFor(prompt);
    if (!inputs) {
        return inputs.error();
    }
    const std::string tools = m_tools.empty() ? std::string() : prompting::toolsText(m_tools, ToolDesk::kSteps);
    inputs->budget.total -= std::min(inputs->budget.total, prompting::tokensOf(tools.size()));
    const auto composed = composePrompt(prompt, *inputs);
    if (!composed) { // too large for the budget: another kernel may fit
        return Error{ErrorKind::Answer, composed.error().what, composed.error().why, composed.error().todo};
    }
    return ModelRequest{composed->system,
                        {{ModelTurn::Role::User, composed->user + tools}},
                        filesOf(prompt),
                        prompt.label,
                        prompt.seed};
}

Result<Synthesis> ModelSynthesizer::synthesize(const Prompt& given, Transcript& transcript, std::stop_token stop) const
{
    const Prompt prompt = forSourceAlone(given);
    auto request = firstTurn(prompt);
    if (!request) {
        return request.error();
    }
    ToolDesk desk(m_tools, prompt, transcript, stop);
    AnswerError fault;
    int faults = 0;
    while (faults < kTurns) {
        const auto answer = ask(*request, transcript, stop);
        if (!answer) {
            return answer.error();
        }
        auto next = desk.turnAfter(*answer);
        if (!next) {
            return next.error();
        }
        if (!*next) {
            auto made = candidateFrom(*answer, prompt);
            if (auto* good = std::get_if<Synthesis>(&made)) {
                return std::move(*good);
            }
            fault = std::get<AnswerError>(std::move(made));
            transcript.exchanges.back().fault = toString(fault.fault);
            *next = repairRequest(fault, !prompting::startsAnew(prompt.edge));
            ++faults;
        }
        say(*request, *answer, **std::move(next));
    }
    return toError(fault);
}

} // namespace espalier

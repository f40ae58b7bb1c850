#include "promptsamples.h"

#include "harness.h"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace espalier {

bool contains(const std::string& text, const std::string& word)
{
    return text.find(word) != std::string::npos;
}

std::vector<std::pair<std::string, std::string>> sectionsOf(const std::string& text)
{
    std::vector<std::pair<std::string, std::string>> sections;
    std::istringstream lines(text);
    std::size_t fence = 0;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        const std::size_t run = std::min(line.find_first_not_of('`', indent), line.size()) - indent;
        const bool onlyRun = line.find_first_not_of(" `", indent) == std::string::npos;
        if (fence == 0 && indent < 4 && run >= 3) {
            fence = run;
        } else if (fence > 0 && indent < 4 && run >= fence && onlyRun) {
            fence = 0;
        } else if (fence == 0 && line.substr(indent).starts_with("#")) {
            sections.push_back({line, ""});
        }
        if (sections.empty()) {
            sections.push_back({"", ""});
        }
        sections.back().second += line + "\n";
    }
    if (fence > 0) {
        sections.push_back({"a fence stays open", ""});
    }
    return sections;
}

Names headingsOf(const std::string& text)
{
    Names headings;
    for (const auto& [heading, body] : sectionsOf(text)) {
        headings.push_back(heading);
    }
    return headings;
}

Names namesOf(const ComposedPrompt& composed)
{
    Names names;
    for (const PartSize& part : composed.parts) {
        names.push_back(part.name);
    }
    return names;
}

PartSize partOf(const ComposedPrompt& composed, const std::string& name)
{
    const auto found = std::ranges::find(composed.parts, name, &PartSize::name);
    return found == composed.parts.end() ? PartSize{} : *found;
}

std::size_t tokensOf(const ComposedPrompt& composed)
{
    return std::accumulate(composed.parts.begin(), composed.parts.end(), std::size_t{0},
                           [](std::size_t sum, const PartSize& part) { return sum + part.tokens; });
}

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

Prompt richPrompt()
{
    Prompt prompt;
    prompt.task = taskNamed("softmax");
    prompt.parent = {"cpp", "clang++", {"-O3", "-fopenmp"}, "// the parent\nvoid softmax_parent();\n"};
    prompt.parentTiming = {{1.374, 1.298, 1.452}, 0.427, 0.391};
    prompt.diagnosis.bound = Bound::Memory;
    prompt.diagnosis.roofShare = 0.42;
    prompt.diagnosis.lever = "fuse-loops";
    prompt.diagnosis.facts = {"fact one", "fact two", "fact three", "fact four", "fact five", "fact six", "fact seven"};
    prompt.memory.trajectory = {{0, {}, "the seed", Verdict::Slower, 0.3, 0},
                                {4, {"vectorise"}, "eight lanes", Verdict::Accepted, 1.374, 1.2}};
    prompt.memory.siblings = {{9, {"tile"}, "tiled by 64", Verdict::Slower, 0.9, 0.655},
                              {8, {"unroll"}, "unrolled by 8", Verdict::Wrong, 0, 0}};
    prompt.memory.failures = {{8, {"unroll"}, "unrolled by 8", Verdict::Wrong, 0, 0}};
    prompt.memory.prior = PriorSolution{"3.12",
                                        "layernorm",
                                        "of one family",
                                        2.5,
                                        {"vectorise", "tile"},
                                        "two lanes",
                                        {"cpp", "g++", {"-Ofast"}, "// the prior\nvoid layernorm_prior();\n"},
                                        false};
    prompt.hint = "keep the row in registers";
    prompt.skills = {{{"fuse-loops", "Fuse loops", {}, {}, {}, "", 1.3, "Go over the row once.\n"}, 1.25, 7, "memory"}};
    return prompt;
}

PromptInputs richInputs()
{
    PromptInputs inputs;
    inputs.documents = {{"Online softmax", "guidance/softmax.md", "One pass keeps maximum and sum.\n"}};
    inputs.hardware = {"8 cores with AVX2", "L2 512 KiB a core"};
    inputs.baseline = "onednn";
    return inputs;
}

void setAllTexts(Prompt& prompt, PromptInputs& inputs, const std::string& text)
{
    auto task = *prompt.task;
    task.definition = task.summary = text;
    prompt.task = std::make_shared<const Task>(std::move(task));
    prompt.parent.source = prompt.parent.compiler = text;
    prompt.parent.options = {text};
    prompt.other = prompt.parent;
    prompt.diagnosis.lever = text;
    prompt.diagnosis.facts = {text, text};
    prompt.profile = {text, text};
    prompt.memory.trajectory = {{1, {text}, text, Verdict::Accepted, 1, 1}};
    prompt.memory.siblings = {{2, {text}, text, Verdict::Accepted, 1, 1}};
    prompt.memory.failures = {{3, {text}, text, Verdict::Crash, 0, 0, text}};
    prompt.memory.fixes = {{text, 3, {4, {text}, text, Verdict::Accepted, 1, 1}}};
    prompt.memory.nearDuplicates = {{{5, {text}, text, Verdict::Accepted, 1, 1}, 0.95}};
    prompt.memory.prior = PriorSolution{text, text, text, 1, {text}, text, prompt.parent, true};
    prompt.hint = text;
    prompt.skills = {{{text, text, {}, {}, {}, "", 1, text}, 1, 0, text}};
    inputs.documents = {{text, text, text}};
    inputs.hardware = {text};
    inputs.baseline = text;
}

void setAllBudgets(TokenBudget& budget, std::size_t tokens)
{
    for (std::size_t* part : {&budget.history, &budget.diagnosis, &budget.failures, &budget.prior, &budget.hint,
                              &budget.skills, &budget.documents, &budget.hardware}) {
        *part = tokens;
    }
}

Prompt wordyPrompt(PromptInputs& inputs)
{
    Prompt prompt = richPrompt();
    std::string lines;
    for (int i = 0; i < 60; ++i) {
        lines += "Line " + std::to_string(i) + " of this text.\n";
        prompt.memory.trajectory.push_back({NodeNumber(20 + i), {"tile"}, "tried.", Verdict::Slower, 0.5, 0.9});
        prompt.memory.failures.push_back({NodeNumber(90 + i), {"tile"}, "tried.", Verdict::Wrong, 0, 0});
        inputs.hardware.push_back("limit " + std::to_string(i) + " of this machine.");
    }
    prompt.diagnosis.facts.assign(6, repeated("a long finding ", 10));
    prompt.memory.prior->candidate.source = lines;
    prompt.hint = lines;
    prompt.skills.front().skill.prose = lines;
    inputs.documents.front().body = lines;
    return prompt;
}

} // namespace espalier

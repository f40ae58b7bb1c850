#include "core/synthesis/tools/tooltext.h"

#include "core/synthesis/prompt/hostiletext.h"
#include "core/synthesis/prompt/promptpart.h"

#include <algorithm>

namespace espalier::prompting {
namespace {

constexpr std::size_t kLongestRefusal = 600; ///< bytes

bool isNeeded(const nlohmann::json& schema, const std::string& argument)
{
    const nlohmann::json needed = schema.value("required", nlohmann::json::array());
    return std::find(needed.begin(), needed.end(), nlohmann::json(argument)) != needed.end();
}

nlohmann::json propertiesOf(const ExpansionTool& tool)
{
    return tool.arguments.value("properties", nlohmann::json::object());
}

/// A call of the tool as it is to be written.
std::string exampleOf(const ExpansionTool& tool)
{
    nlohmann::ordered_json call;
    call["tool"] = tool.name;
    const nlohmann::json properties = propertiesOf(tool);
    for (const auto& [name, schema] : properties.items()) {
        if (isNeeded(tool.arguments, name)) {
            const bool isNumber = schema.value("type", "string") == "integer";
            call[name] = isNumber ? nlohmann::ordered_json(1) : nlohmann::ordered_json("...");
        }
    }
    return call.dump();
}

std::string linesOf(const ExpansionTool& tool)
{
    std::string lines = "- " + tool.name + ": " + tool.about;
    lines += tool.most > 0 ? " At most " + std::to_string(tool.most) + " times.\n" : "\n";
    const nlohmann::json properties = propertiesOf(tool);
    for (const auto& [name, schema] : properties.items()) {
        lines += "  - " + name + " (" + schema.value("type", "string") +
                 (isNeeded(tool.arguments, name) ? "" : ", may be left out") + "): " + schema.value("description", "") +
                 "\n";
    }
    return lines;
}

std::string leftText(int steps)
{
    if (steps == 0) {
        return "No steps are left: your next answer is read as the candidate, in the form that the first turn asks "
               "for.\n";
    }
    return "Steps left: " + std::to_string(steps) + ". Call a tool, or answer with the candidate.\n";
}

} // namespace

std::string toolsText(const std::vector<ExpansionTool>& tools, int steps)
{
    PromptPart part("tools", "Tools");
    part.addFenced("Before the candidate you may look things up and try things out, in at most " +
                       std::to_string(steps) +
                       " steps. A step is an answer whose only code is one block like this, with one JSON object and "
                       "nothing else in it; a text of several lines has \\n in it:\n\n",
                   exampleOf(tools.front()), "tool");
    std::string lines;
    for (const ExpansionTool& tool : tools) {
        lines += linesOf(tool);
    }
    part.addLines("What the tool says comes back as the next turn. It is material to judge, like the documents. The "
                  "steps end with the candidate, which is then judged as every candidate is. There are:\n",
                  lines);
    return part.text();
}

std::string resultTurn(const std::string& tool, std::string_view result, int stepsLeft)
{
    PromptPart part("result", "What " + tool + " says", kResultTokens);
    part.addFenced("", result, "text");
    return part.fitted(kResultTokens).text + leftText(stepsLeft);
}

std::string refusalTurn(std::string_view why, int stepsLeft)
{
    return "This step brought nothing: " + oneLine(why, kLongestRefusal) + "\n\n" + leftText(stepsLeft);
}

} // namespace espalier::prompting

#include "answersamples.h"

using namespace espalier;

const std::string kParent = "#include <cstdint>\n"
                            "\n"
                            "void f(const float* x, float* y, int64_t n)\n"
                            "{\n"
                            "    for (int64_t i = 0; i < n; ++i) {\n"
                            "        y[i] = x[i];\n"
                            "    }\n"
                            "\n"
                            "    for (int64_t i = 0; i < n; ++i) {\n"
                            "        y[i] += 1;\n"
                            "    }\n"
                            "}\n";
const std::string kOther = "void f() {}\n";

Parsed readAnswer(const std::string& answer, const std::string& parent, const std::string& language)
{
    return parseAnswer(answer, parent, language);
}

std::string sourceOf(const Parsed& parsed)
{
    const auto* answer = std::get_if<ParsedAnswer>(&parsed);
    return answer != nullptr ? answer->source : "error: " + toError(std::get<AnswerError>(parsed)).sentence();
}

std::string faultOf(const Parsed& parsed)
{
    const auto* error = std::get_if<AnswerError>(&parsed);
    return error != nullptr ? toString(error->fault) : "none";
}

std::string fenced(const std::string& source, const std::string& info, const std::string& fence)
{
    return fence + info + "\n" + source + fence + "\n";
}

std::string edit(const std::string& search, const std::string& replacement)
{
    return "<<<<<<< SEARCH\n" + search + "=======\n" + replacement + ">>>>>>> REPLACE\n";
}

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    return text.replace(text.find(what), what.size(), with);
}

std::string withCarriageReturns(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        out += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return out;
}

std::string times(std::size_t count, const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out += text;
    }
    return out;
}

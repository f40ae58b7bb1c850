#include "core/import/python/pythonparser.h"

#include "core/import/python/pythonexpressions.h"
#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>
#include <optional>

namespace espalier {
namespace {

using Kind = PythonStatement::Kind;

class Parser
{
public:
    explicit Parser(std::vector<PythonToken> tokens) : m_tokens(std::move(tokens)) {}

    /// Until the block's end; the block of a class or function in it is read by the same function, and no deeper than
    /// the tokenizer lets blocks be.
    std::vector<PythonStatement> block()
    {
        std::vector<PythonStatement> statements;
        while (!m_failure && here().kind != PythonToken::Kind::End && here().kind != PythonToken::Kind::Dedent) {
            if (here().kind == PythonToken::Kind::Indent) {
                m_failure = atLine(here().line, "it is indented where no block begins");
            } else if (here().kind == PythonToken::Kind::Newline) {
                ++m_at;
            } else {
                statements.push_back(statement());
            }
        }
        return statements;
    }
    const std::optional<Error>& failure() const { return m_failure; }

private:
    const PythonToken& here() const { return m_tokens[m_at]; }
    bool atEnd() const { return here().kind == PythonToken::Kind::Newline || here().is(";"); }

    PythonStatement statement()
    {
        const std::size_t begin = m_at;
        PythonStatement result;
        result.line = here().line;
        if (here().is("@")) {
            skipDecorated(result);
            return result;
        }
        if (startsMain()) {
            result.kind = Kind::Main;
            skipStatement();
            return result;
        }
        if (here().is("class")) {
            result.kind = Kind::Class;
            readClass(result);
        } else if (here().is("def")) {
            result.kind = Kind::Function;
            readFunction(result);
        } else if (here().is("import") || here().is("from")) {
            result.kind = Kind::Import;
            readImport(result);
        } else {
            readSimple(result);
        }
        if (result.kind == Kind::Other) {
            m_at = begin;
            skipStatement();
        }
        return result;
    }

    /// if __name__ == "__main__":
    bool startsMain() const
    {
        return m_at + 4 < m_tokens.size() && here().is("if") && m_tokens[m_at + 1].is("__name__") &&
               m_tokens[m_at + 2].is("==") && m_tokens[m_at + 3].kind == PythonToken::Kind::Text &&
               m_tokens[m_at + 3].text == "__main__" && m_tokens[m_at + 4].is(":");
    }

    static void giveUp(PythonStatement& result, std::string why)
    {
        PythonStatement other;
        other.line = result.line;
        other.name = result.name;
        other.text = std::move(why);
        result = std::move(other);
    }

    /// Behind the line, and behind the block that follows it.
    void skipStatement()
    {
        while (here().kind != PythonToken::Kind::Newline && here().kind != PythonToken::Kind::End) {
            ++m_at;
        }
        if (here().kind == PythonToken::Kind::Newline) {
            ++m_at;
        }
        int depth = 0;
        while (here().kind == PythonToken::Kind::Indent || depth > 0) {
            depth += here().kind == PythonToken::Kind::Indent ? 1 : here().kind == PythonToken::Kind::Dedent ? -1 : 0;
            ++m_at;
        }
    }

    /// What is decorated is whatever the decorator makes of it.
    void skipDecorated(PythonStatement& result)
    {
        while (here().is("@")) {
            skipStatement();
        }
        result.text = "what a decorator changes is not read";
        result.name = here().is("def") || here().is("class") ? m_tokens[m_at + 1].text : std::string();
        skipStatement();
    }

    void readImport(PythonStatement& result)
    {
        for (; !atEnd(); ++m_at) {
            result.text += (result.text.empty() ? "" : " ") + here().text;
        }
        ++m_at;
    }

    void readSimple(PythonStatement& result)
    {
        PythonExpressionParser parser(m_tokens, m_at);
        if (here().is("return")) {
            ++m_at;
            result.kind = Kind::Return;
            result.value = atEnd() ? nullptr : parser.tupleOrSingle();
        } else {
            result.kind = Kind::Expression;
            result.value = parser.tupleOrSingle();
            if (parser.failure().empty()) {
                readAssignment(result, parser);
            }
        }
        if (!parser.failure().empty()) {
            giveUp(result, parser.failure());
        } else if (!atEnd()) {
            giveUp(result, inQuotes(here().text) + " is not read here");
        } else {
            ++m_at;
        }
    }

    /// What follows a target: an annotation, =, or += and its like.
    void readAssignment(PythonStatement& result, PythonExpressionParser& parser)
    {
        if (here().is(":")) {
            ++m_at;
            parser.single();
        }
        const std::string symbol = here().kind == PythonToken::Kind::Operator ? here().text : std::string();
        const bool combined = symbol == "+=" || symbol == "-=" || symbol == "*=" || symbol == "/=" || symbol == "//=";
        if (symbol != "=" && !combined) {
            return;
        }
        const int line = here().line;
        ++m_at;
        result.kind = Kind::Assign;
        result.target = result.value;
        result.value = parser.tupleOrSingle();
        if (combined && result.value) {
            auto spelledOut = std::make_shared<PythonExpression>();
            spelledOut->kind = PythonExpression::Kind::Binary;
            spelledOut->line = line;
            spelledOut->text = symbol.substr(0, symbol.size() - 1);
            spelledOut->depth = std::max(result.target->depth, result.value->depth) + 1;
            spelledOut->parts = {result.target, result.value};
            result.value = spelledOut;
        }
    }

    void readClass(PythonStatement& result)
    {
        ++m_at;
        result.name = here().text;
        ++m_at;
        PythonExpressionParser parser(m_tokens, m_at);
        if (here().is("(")) {
            ++m_at;
            while (!here().is(")")) {
                result.bases.push_back(parser.single());
                if (!result.bases.back()) {
                    giveUp(result, parser.failure());
                    return;
                }
                m_at += here().is(",") ? 1 : 0;
            }
            ++m_at;
        }
        readBody(result);
    }

    void readFunction(PythonStatement& result)
    {
        ++m_at;
        result.name = here().text;
        ++m_at;
        if (!here().is("(")) {
            giveUp(result, "a function without parameters is not read");
            return;
        }
        ++m_at;
        while (!here().is(")")) {
            if (!readParameter(result)) {
                return;
            }
        }
        ++m_at;
        if (here().is("->")) {
            skipAnnotation();
        }
        readBody(result);
    }

    bool readParameter(PythonStatement& result)
    {
        if (here().kind != PythonToken::Kind::Name) {
            giveUp(result, "the parameter " + inQuotes(here().text) + " of " + inQuotes(result.name) + " is not read");
            return false;
        }
        PythonParameter parameter{here().text, nullptr};
        ++m_at;
        if (here().is(":")) {
            skipAnnotation();
        }
        if (here().is("=")) {
            ++m_at;
            PythonExpressionParser parser(m_tokens, m_at);
            parameter.otherwise = parser.single();
            if (!parameter.otherwise) {
                giveUp(result, "a default of " + inQuotes(result.name) + ": " + parser.failure());
                return false;
            }
        }
        if (!here().is(",") && !here().is(")")) {
            giveUp(result, inQuotes(here().text) + " is not read in the parameters of " + inQuotes(result.name));
            return false;
        }
        m_at += here().is(",") ? 1 : 0;
        result.parameters.push_back(std::move(parameter));
        return true;
    }

    /// Behind a type, to the sign that ends it. Brackets are balanced: the tokenizer has seen to that.
    void skipAnnotation()
    {
        ++m_at;
        for (int depth = 0; here().kind != PythonToken::Kind::Newline && here().kind != PythonToken::Kind::End;
             ++m_at) {
            if (depth == 0 && (here().is(",") || here().is(")") || here().is("=") || here().is(":"))) {
                return;
            }
            depth += here().is("(") || here().is("[") || here().is("{") ? 1 : 0;
            depth -= here().is(")") || here().is("]") || here().is("}") ? 1 : 0;
        }
    }

    void readBody(PythonStatement& result)
    {
        if (!here().is(":")) {
            giveUp(result, inQuotes(here().text) + " stands where the block of " + inQuotes(result.name) + " begins");
            return;
        }
        ++m_at;
        if (here().kind != PythonToken::Kind::Newline) {
            if (here().is("class") || here().is("def")) {
                giveUp(result, "a block on the line of " + inQuotes(result.name) + " is not read");
                return;
            }
            result.body.push_back(statement()); // "def f(): return []"
            if (m_tokens[m_at - 1].is(";")) {
                giveUp(result, "the line of " + inQuotes(result.name) + " holds several statements");
            }
            return;
        }
        ++m_at;
        if (here().kind != PythonToken::Kind::Indent) {
            giveUp(result, "the block of " + inQuotes(result.name) + " is empty");
            return;
        }
        ++m_at;
        result.body = block();
        m_at += here().kind == PythonToken::Kind::Dedent ? 1 : 0;
    }

    std::vector<PythonToken> m_tokens;
    std::size_t m_at = 0;
    std::optional<Error> m_failure;
};

} // namespace

Result<std::vector<PythonStatement>> parsePython(std::string_view source)
{
    Result<std::vector<PythonToken>> tokens = pythonTokens(source);
    if (!tokens) {
        return tokens.error();
    }
    Parser parser(std::move(*tokens));
    std::vector<PythonStatement> statements = parser.block();
    if (parser.failure()) {
        return *parser.failure();
    }
    return statements;
}

} // namespace espalier

#pragma once

#include "core/synthesis/answer/parseanswer.h"

#include <QTest>

#include <cstddef>
#include <string>
#include <variant>

/// A kernel of two loops, some of whose lines occur twice, and one that is not it.
extern const std::string kParent;
extern const std::string kOther;

using Parsed = std::variant<espalier::ParsedAnswer, espalier::AnswerError>;

Parsed readAnswer(const std::string& answer, const std::string& parent = kParent, const std::string& language = "cpp");

/// The source that came out, or the error's sentence.
std::string sourceOf(const Parsed& parsed);

/// The fault's name, or "none".
std::string faultOf(const Parsed& parsed);

/// The source between fences; it ends in a line feed.
std::string fenced(const std::string& source, const std::string& info = "cpp", const std::string& fence = "```");

/// A SEARCH/REPLACE block; the texts end in line feeds.
std::string edit(const std::string& search, const std::string& replacement);

/// The text with the first occurrence of `what` replaced.
std::string replaced(std::string text, const std::string& what, const std::string& with);

std::string withCarriageReturns(const std::string& text);
std::string times(std::size_t count, const std::string& text);

/// Shown by QCOMPARE.
template <>
inline char* QTest::toString(const std::string& text)
{
    return qstrdup(text.c_str());
}

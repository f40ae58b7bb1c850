#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// A token of Python 3 (The Python Language Reference, 2). Texts are without their quotes and prefixes, escapes as
/// written.
struct PythonToken
{
    enum class Kind { Name, Number, Text, Operator, Newline, Indent, Dedent, End };

    Kind kind = Kind::End;
    std::string text;
    int line = 0;          ///< from 1
    std::size_t begin = 0; ///< in the file, of the token as it is written, prefix and quotes included
    std::size_t end = 0;   ///< one past its last byte

    bool is(std::string_view symbol) const { return (kind == Kind::Operator || kind == Kind::Name) && text == symbol; }
};

/// An error about one line of a problem file: "line 12: …". Its sentence stands on one line, whatever `why` quotes.
Error atLine(int line, std::string why);

/// The tokens of a file, with Newline, Indent and Dedent as Python has them and End as the last. Refuses what is not
/// UTF-8, more than 1 MiB or 10,000 lines, tabs that indent, characters beyond ASCII outside texts and comments, blocks
/// more than 20 and brackets more than 40 deep.
Result<std::vector<PythonToken>> pythonTokens(std::string_view source);

} // namespace espalier

#pragma once

#include "core/synthesis/rules/translationunit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace espalier::rules {

/// One line `// launch: KERNEL global(…) local(…) args(…)` of a source's head, with the places of its parts.
struct LaunchLine
{
    struct Part
    {
        std::string text; ///< without blanks around it
        unsigned begin = 0;
        unsigned end = 0;
    };
    std::string kernel;
    std::vector<Part> global;
    std::vector<Part> local;
    std::vector<Part> arguments;
    unsigned begin = 0;        ///< of the line
    unsigned end = 0;          ///< of the line, before its line feed
    unsigned argumentsEnd = 0; ///< of the bracket that closes args
};

/// Those of the source in their order. Lines that are no launch lines in this form are left out.
std::vector<LaunchLine> launchLines(const std::string& source);

/// The only line that launches the kernel; nothing where there is none or more than one.
std::optional<LaunchLine> onlyLaunchOf(const std::string& source, const std::string& kernel);

/// Text without blanks.
std::string withoutBlanks(const std::string& text);

/// Every value that a size of a launch line may take: the number itself, or the value of a #define and those behind its
/// "// tune:". Empty for expressions.
std::vector<std::int64_t> valuesOf(const Kernel& kernel, const std::string& size);

/// Where a line of the head can be added: behind its last launch line.
unsigned behindLaunchLines(const std::string& source);

/// "#define ITEMS 4 // tune: 2 4 8\n"
std::string tunedDefine(const std::string& name, int value, const std::string& values);

/// Where code can be added before the first function: the end of the head.
unsigned behindHead(const std::string& source);

} // namespace espalier::rules

#include "core/profile/profilecall.h"

#include <algorithm>
#include <sstream>

namespace espalier {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 30;
constexpr std::size_t kMostNumbers = 64;

template <class T>
void append(std::string& text, const char* name, const std::vector<T>& numbers)
{
    text += name;
    for (const T number : numbers) {
        text += " " + std::to_string(number);
    }
    text += "\n";
}

/// "inputs 0 4096": false where the line has another name or anything but whole numbers from 0.
template <class T>
bool readLine(std::istream& lines, const std::string& name, std::vector<T>& numbers)
{
    std::string line;
    std::string word;
    if (!std::getline(lines, line)) {
        return false;
    }
    std::istringstream words(line);
    if (!(words >> word) || word != name) {
        return false;
    }
    while (words >> word) {
        if (word.size() > 15 || word.find_first_not_of("0123456789") != std::string::npos ||
            numbers.size() == kMostNumbers) {
            return false;
        }
        numbers.push_back(static_cast<T>(std::stoull(word)));
    }
    return true;
}

} // namespace

std::string ProfileCall::toText() const
{
    std::string text;
    append(text, "memory", std::vector<std::size_t>{inputBytes, outputBytes});
    append(text, "inputs", inputs);
    append(text, "outputs", outputs);
    append(text, "dims", dims);
    return text;
}

Result<ProfileCall> ProfileCall::fromText(std::string_view text)
{
    std::istringstream lines{std::string(text)};
    ProfileCall call;
    std::vector<std::size_t> memory;
    const bool read = readLine(lines, "memory", memory) && readLine(lines, "inputs", call.inputs) &&
                      readLine(lines, "outputs", call.outputs) && readLine(lines, "dims", call.dims);
    if (!read || memory.size() != 2 || std::ranges::max(memory) > kMostBytes) {
        return Error{ErrorKind::Usage, "there is no call to profile", "the file \"call\" is not as espalier writes it",
                     "use espalier profile"};
    }
    call.inputBytes = memory[0];
    call.outputBytes = memory[1];
    return call;
}

} // namespace espalier

#include "core/opencl/manifest.h"

#include "core/base/words.h"
#include "core/opencl/linereader.h"
#include "core/task/wording.h"

#include <algorithm>
#include <charconv>

namespace espalier {
namespace {

constexpr std::size_t kLaunchesCap = 16;
constexpr std::size_t kScratchCap = 8;
constexpr std::size_t kArgumentsCap = 32;
constexpr std::size_t kConstantsCap = 64;
constexpr std::size_t kLineCap = 1000;
constexpr std::string_view kLaunch = "launch:";
constexpr std::string_view kScratch = "scratch:";

constexpr std::pair<std::string_view, DType> kTypes[] = {{"float", DType::Float32},
                                                         {"double", DType::Float64},
                                                         {"int", DType::Int32},
                                                         {"long", DType::Int64},
                                                         {"__half", DType::Float16},
                                                         {"half", DType::Float16},
                                                         {"__nv_bfloat16", DType::BFloat16},
                                                         {"bfloat16", DType::BFloat16}};
constexpr std::string_view kTypeNames = "float, double, int, long, half and bfloat16";

/// The lines of a text with their numbers, from 1.
template <class F>
void forEachLine(std::string_view text, F&& visit)
{
    int number = 1;
    for (std::size_t at = 0; at < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        visit(number, trimmed(text.substr(at, end - at)));
        at = end + 1;
    }
}

/// What stands behind "// launch:" and its like.
std::optional<std::string_view> directive(std::string_view line, std::string_view word)
{
    if (!line.starts_with("//")) {
        return std::nullopt;
    }
    line = trimmed(line.substr(2));
    return line.starts_with(word) ? std::optional(trimmed(line.substr(word.size()))) : std::nullopt;
}

class ManifestParser
{
public:
    explicit ManifestParser(const KernelSignature& signature) : m_signature(signature) {}

    Result<Manifest> parse(std::string_view source);

private:
    void fail(int line, const std::string& why);
    void readConstant(int number, std::string_view line);
    void readScratch(int number, std::string_view line);
    void readLaunch(int number, std::string_view line);
    std::optional<Manifest::Argument> readArgument(LineReader& reader);
    std::vector<Expression> readSizes(LineReader& reader, const char* word);
    Expression readElements(LineReader& reader);
    std::vector<std::string> names() const;
    bool taken(std::string_view name) const;

    const KernelSignature& m_signature;
    Manifest m_manifest;
    std::optional<Error> m_error;
};

void ManifestParser::fail(int line, const std::string& why)
{
    if (!m_error) {
        m_error =
            Error{ErrorKind::Usage, "line " + std::to_string(line) + " of the launch manifest cannot be used", why,
                  "write // launch: KERNEL global(SIZE) local(SIZE) args(NAME, …) or // scratch: NAME TYPE[SIZE]"};
    }
}

std::vector<std::string> ManifestParser::names() const
{
    std::vector<std::string> list = m_signature.dims;
    for (const auto& constant : m_manifest.constants) {
        list.push_back(constant.first);
    }
    return list;
}

bool ManifestParser::taken(std::string_view name) const
{
    const auto named = [&](const auto& item) { return item.name == name; };
    const std::vector<std::string> sizes = names();
    return std::any_of(m_signature.inputs.begin(), m_signature.inputs.end(), named) ||
           std::any_of(m_signature.outputs.begin(), m_signature.outputs.end(), named) ||
           std::any_of(m_manifest.scratch.begin(), m_manifest.scratch.end(), named) ||
           std::find(sizes.begin(), sizes.end(), name) != sizes.end();
}

/// `#define NAME number`; other macros are the compiler's business.
void ManifestParser::readConstant(int number, std::string_view line)
{
    LineReader reader(trimmed(line.substr(1)));
    if (reader.name() != "define") {
        return;
    }
    const std::string name = reader.name();
    std::string_view value = reader.rest();
    value = trimmed(value.substr(0, value.find("//")));
    std::int64_t constant = 0;
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), constant);
    if (name.empty() || value.empty() || failed != std::errc() || end != value.data() + value.size()) {
        return;
    }
    if (taken(name)) {
        fail(number, inQuotes(name) + " has a meaning already");
    } else if (m_manifest.constants.size() == kConstantsCap) {
        fail(number, "more than " + std::to_string(kConstantsCap) + " constants are not allowed");
    } else {
        m_manifest.constants.emplace_back(name, constant);
    }
}

Expression ManifestParser::readElements(LineReader& reader)
{
    const std::string_view text = reader.bracketed('[', ']');
    const auto parsed = reader.ok() ? Expression::parse(text, names()) : Result<Expression>(Expression());
    if (!parsed) {
        reader.fail(parsed.error().what + ": " + parsed.error().why);
        return {};
    }
    return *parsed;
}

std::vector<Expression> ManifestParser::readSizes(LineReader& reader, const char* word)
{
    std::vector<Expression> sizes;
    reader.expect(word);
    for (const std::string_view part : reader.list()) {
        const auto parsed = Expression::parse(part, names());
        if (!parsed) {
            reader.fail(parsed.error().what + ": " + parsed.error().why);
            return {};
        }
        sizes.push_back(*parsed);
    }
    if (reader.ok() && (sizes.empty() || sizes.size() > 3)) {
        reader.fail(std::string(word) + " takes one to three sizes");
    }
    return sizes;
}

void ManifestParser::readScratch(int number, std::string_view line)
{
    LineReader reader(line);
    Manifest::Scratch scratch;
    scratch.name = reader.name();
    const std::string type = reader.name();
    const auto dtype = deviceType(type);
    scratch.elements = readElements(reader);
    reader.end();
    if (!reader.ok()) {
        fail(number, reader.failure());
    } else if (!dtype) {
        fail(number, "there is no type " + inQuotes(type) + ", only " + std::string(kTypeNames));
    } else if (!isIdentifier(scratch.name) || taken(scratch.name)) {
        fail(number, inQuotes(scratch.name) + " is no free name");
    } else if (m_manifest.scratch.size() == kScratchCap) {
        fail(number, "more than " + std::to_string(kScratchCap) + " scratch buffers are not allowed");
    } else {
        scratch.dtype = *dtype;
        m_manifest.scratch.push_back(std::move(scratch));
    }
}

std::optional<Manifest::Argument> ManifestParser::readArgument(LineReader& reader)
{
    using Kind = Manifest::Argument::Kind;
    const std::string name = reader.name();
    if (name == "local" && !reader.atEnd()) {
        const std::string type = reader.name();
        const auto dtype = deviceType(type);
        const Expression elements = readElements(reader);
        if (!dtype) {
            reader.fail("there is no type " + inQuotes(type) + ", only " + std::string(kTypeNames));
            return std::nullopt;
        }
        return Manifest::Argument{Kind::Local, 0, *dtype, elements};
    }
    const auto find = [&](const auto& list, auto&& nameOf) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const auto& item) { return nameOf(item) == name; });
        return found == list.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - list.begin()));
    };
    const auto nameOf = [](const auto& item) { return item.name; };
    const auto whole = [](const std::string& item) { return item; };
    if (const auto index = find(m_signature.inputs, nameOf)) {
        return Manifest::Argument{Kind::Input, *index, {}, {}};
    }
    if (const auto index = find(m_signature.outputs, nameOf)) {
        return Manifest::Argument{Kind::Output, *index, {}, {}};
    }
    if (const auto index = find(m_manifest.scratch, nameOf)) {
        return Manifest::Argument{Kind::Scratch, *index, {}, {}};
    }
    if (const auto index = find(m_signature.dims, whole)) {
        return Manifest::Argument{Kind::Dim, *index, {}, {}};
    }
    reader.fail(inQuotes(name) + " is no input, output, dim or scratch buffer, nor local TYPE[SIZE]");
    return std::nullopt;
}

void ManifestParser::readLaunch(int number, std::string_view line)
{
    LineReader reader(line);
    Manifest::Launch launch;
    launch.kernel = reader.name();
    launch.global = readSizes(reader, "global");
    launch.local = readSizes(reader, "local");
    reader.expect("args");
    for (const std::string_view part : reader.list()) {
        LineReader inner(part);
        auto argument = readArgument(inner);
        inner.end();
        if (!inner.ok() || !argument) {
            reader.fail(inner.failure());
            break;
        }
        launch.arguments.push_back(std::move(*argument));
    }
    reader.end();
    if (!reader.ok()) {
        fail(number, reader.failure());
    } else if (!isIdentifier(launch.kernel)) {
        fail(number, inQuotes(launch.kernel) + " is no name of a kernel");
    } else if (launch.global.size() != launch.local.size()) {
        fail(number, "global and local have different numbers of sizes");
    } else if (launch.arguments.size() > kArgumentsCap || m_manifest.launches.size() == kLaunchesCap) {
        fail(number, "more than " + std::to_string(kLaunchesCap) + " launches or " + std::to_string(kArgumentsCap) +
                         " arguments are not allowed");
    } else {
        m_manifest.launches.push_back(std::move(launch));
    }
}

Result<Manifest> ManifestParser::parse(std::string_view source)
{
    const std::string_view head = sourceHead(source);
    const auto eachDirective = [&](const auto& visit) {
        forEachLine(source, [&](int number, std::string_view line) {
            for (const std::string_view word : {kScratch, kLaunch}) {
                if (const auto rest = directive(line, word)) {
                    const bool inside = line.data() < head.data() + head.size();
                    visit(number, word, *rest, inside && rest->size() <= kLineCap);
                }
            }
        });
    };
    // Constants and scratch buffers first: a launch may stand above them.
    forEachLine(head, [&](int number, std::string_view line) {
        if (line.starts_with('#') && line.size() <= kLineCap) {
            readConstant(number, line);
        }
    });
    eachDirective([&](int number, std::string_view word, std::string_view rest, bool fits) {
        if (!fits) {
            fail(number,
                 "it stands below the first code or is longer than " + std::to_string(kLineCap) + " characters");
        } else if (word == kScratch) {
            readScratch(number, rest);
        }
    });
    eachDirective([&](int number, std::string_view word, std::string_view rest, bool fits) {
        if (fits && word == kLaunch && !m_error) {
            readLaunch(number, rest);
        }
    });
    if (!m_error && m_manifest.launches.empty()) {
        return Error{ErrorKind::Usage, "the source has no launch manifest",
                     "no line of its head starts with // launch:",
                     "write // launch: KERNEL global(SIZE) local(SIZE) args(NAME, …) above the first kernel"};
    }
    return m_error ? Result<Manifest>(*m_error) : Result<Manifest>(std::move(m_manifest));
}

} // namespace

std::string_view sourceHead(std::string_view source)
{
    std::size_t at = 0;
    while (at < source.size()) {
        const std::size_t end = std::min(source.find('\n', at), source.size());
        const std::string_view line = trimmed(source.substr(at, end - at));
        if (!line.empty() && !line.starts_with("//") && !line.starts_with('#')) {
            break;
        }
        at = std::min(end + 1, source.size());
    }
    return source.substr(0, at);
}

std::optional<DType> deviceType(std::string_view name)
{
    for (const auto& [text, dtype] : kTypes) {
        if (text == name) {
            return dtype;
        }
    }
    return std::nullopt;
}

std::string_view deviceName(DType dtype)
{
    return std::find_if(std::begin(kTypes), std::end(kTypes), [&](const auto& type) { return type.second == dtype; })
        ->first;
}

Result<Manifest> Manifest::parse(std::string_view source, const KernelSignature& signature)
{
    return ManifestParser(signature).parse(source);
}

} // namespace espalier

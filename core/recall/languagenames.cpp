#include "core/recall/languagenames.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace espalier {
namespace {

using Names = std::unordered_set<std::string_view>;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isCapital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/// "float4", "uint16": OpenCL's vectors.
bool isVectorType(std::string_view name)
{
    static const Names kElements{"char", "uchar", "short", "ushort", "int",   "uint",
                                 "long", "ulong", "half",  "float",  "double"};
    const std::size_t digits = name.find_first_of("0123456789");
    if (digits == std::string_view::npos || !kElements.contains(name.substr(0, digits))) {
        return false;
    }
    static constexpr std::array<std::string_view, 5> kWidths{"2", "3", "4", "8", "16"};
    return std::ranges::find(kWidths, name.substr(digits)) != kWidths.end();
}

/// "__m256", "__m512i": the registers of x86.
bool isRegisterType(std::string_view name)
{
    static const Names kRegisters{"__m128",  "__m128d", "__m128i", "__m256",  "__m256d",
                                  "__m256i", "__m512",  "__m512d", "__m512i", "__mmask16"};
    return kRegisters.contains(name);
}

const Names& types()
{
    static const Names kTypes{"auto",      "bool",       "char",         "const",    "double",   "float",
                              "half",      "int",        "long",         "short",    "signed",   "unsigned",
                              "void",      "volatile",   "uchar",        "ushort",   "uint",     "ulong",
                              "size_t",    "ssize_t",    "ptrdiff_t",    "int8_t",   "int16_t",  "int32_t",
                              "int64_t",   "uint8_t",    "uint16_t",     "uint32_t", "uint64_t", "intptr_t",
                              "uintptr_t", "__restrict", "__restrict__", "restrict"};
    return kTypes;
}

const Names& words()
{
    static const Names kWords{
        // C++ and OpenCL C
        "alignas", "alignof", "and", "asm", "break", "case", "catch", "class", "concept", "consteval", "constexpr",
        "constinit", "const_cast", "continue", "decltype", "default", "delete", "do", "dynamic_cast", "else", "enum",
        "explicit", "export", "extern", "false", "for", "friend", "goto", "if", "inline", "mutable", "namespace", "new",
        "noexcept", "not", "nullptr", "operator", "or", "private", "protected", "public", "register",
        "reinterpret_cast", "requires", "return", "sizeof", "static", "static_assert", "static_cast", "struct",
        "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "union",
        "using", "virtual", "while", "global", "local", "kernel", "constant", "pragma", "omp", "include", "define",
        "simd", "reduction", "private", "shared", "collapse", "schedule", "always_inline", "OpenCL", "OpenMP",
        // libraries
        "std", "exp", "expf", "exp2", "exp2f", "log", "logf", "log2", "log2f", "sqrt", "sqrtf", "rsqrt", "pow", "powf",
        "tanh", "tanhf", "erf", "erff", "fma", "fmaf", "mad", "fabs", "fabsf", "fmax", "fmaxf", "fmin", "fminf",
        "floor", "floorf", "ceil", "round", "sin", "cos", "max", "min", "abs", "isnan", "isinf", "clamp", "select",
        "dot", "memcpy", "memset", "memmove", "malloc", "calloc", "free", "aligned_alloc", "posix_memalign", "alloca",
        "printf", "assert", "barrier", "main"};
    return kWords;
}

bool startsLikeALibrary(std::string_view name)
{
    static constexpr std::array<std::string_view, 12> kBeginnings{"_mm",        "omp_",     "get_global_", "get_local_",
                                                                  "get_group_", "get_num_", "vload",       "vstore",
                                                                  "native_",    "convert_", "work_group_", "CLK_"};
    return std::ranges::any_of(kBeginnings, [&](std::string_view beginning) { return name.starts_with(beginning); });
}

} // namespace

bool isTypeName(std::string_view name)
{
    return types().contains(name) || isRegisterType(name) || isVectorType(name);
}

bool isLanguageName(std::string_view name)
{
    const bool reserved = name.size() > 1 && name[0] == '_' && (name[1] == '_' || isCapital(name[1]));
    return reserved || isTypeName(name) || words().contains(name) || startsLikeALibrary(name);
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || isCapital(c) || isDigit(c) || c == '_';
}

} // namespace espalier

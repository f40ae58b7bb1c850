#include "core/synthesis/rules/parserheaders.h"

#include "core/synthesis/rules/clangtree.h"

#include <array>
#include <clang-c/Index.h>
#include <dlfcn.h>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::rules {
namespace {

void keepFolder(CXFile file, CXSourceLocation*, unsigned, CXClientData found)
{
    const std::filesystem::path path = takeText(clang_getFileName(file));
    if (path.filename() == "stddef.h") {
        *static_cast<std::filesystem::path*>(found) = path.parent_path();
    }
}

} // namespace

Result<std::filesystem::path> parserHeaders()
{
    constexpr std::string_view kSource = "#include <stddef.h>\n";
    constexpr const char* kName = "headers.cpp";
    const std::string bundled = bundledHeaders();
    std::vector<const char*> arguments{"-x", "c++"};
    if (!bundled.empty()) {
        arguments.insert(arguments.end(), {"-idirafter", bundled.c_str()});
    }
    std::array<CXUnsavedFile, 1> files{CXUnsavedFile{kName, kSource.data(), kSource.size()}};
    std::filesystem::path found;
    CXIndex index = clang_createIndex(0, 0);
    CXTranslationUnit unit =
        clang_parseTranslationUnit(index, kName, arguments.data(), static_cast<int>(arguments.size()), files.data(),
                                   files.size(), CXTranslationUnit_None);
    if (unit != nullptr) {
        clang_getInclusions(unit, keepFolder, &found);
        clang_disposeTranslationUnit(unit);
    }
    clang_disposeIndex(index);
    if (found.empty()) {
        return Error{ErrorKind::Machine, "the headers of libclang are missing", "it finds no stddef.h",
                     "install libclang-common-19-dev"};
    }
    return found;
}

std::filesystem::path bundledHeaders()
{
    Dl_info library{};
    if (dladdr(reinterpret_cast<const void*>(&clang_createIndex), &library) == 0 || library.dli_fname == nullptr) {
        return {};
    }
    const std::filesystem::path folder = std::filesystem::path(library.dli_fname).parent_path() / kBundledHeaders;
    std::error_code unreadable;
    return std::filesystem::is_directory(folder, unreadable) ? folder : std::filesystem::path();
}

} // namespace espalier::rules

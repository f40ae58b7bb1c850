#include "app/cuworker/libraries.h"

namespace espalier {
namespace {

Library openFirst(std::initializer_list<const char*> names, std::initializer_list<const char*> folders)
{
    for (const std::string name : names) {
        if (const auto library = SharedLibrary::open(name)) {
            return *library;
        }
        for (const char* folder : folders) {
            if (const auto library = SharedLibrary::open(folder + name)) {
                return *library;
            }
        }
    }
    return nullptr;
}

} // namespace

const Library& openForGood(std::initializer_list<const char*> names, std::initializer_list<const char*> folders)
{
    return *new Library(openFirst(names, folders));
}

} // namespace espalier

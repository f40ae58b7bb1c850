#pragma once

#include "core/base/temporaryfolder.h"
#include "core/store/store.h"

namespace espalier {

/// A store in a folder of its own with one session of a task called rmsnorm.
struct StoreFixture
{
    TemporaryFolder folder{"espalier-store"};
    Store store = openOrAbort(folder.path());
    SessionId session = newSession("first");

    static Store openOrAbort(const std::filesystem::path& path);
    SessionId newSession(const std::string& name);
};

/// A correct child of `parent` (the root when `number` is 0) with a source of its own.
NodeInsert sampleInsert(NodeNumber number, NodeNumber parent, double speedup, const std::string& source = {});

} // namespace espalier

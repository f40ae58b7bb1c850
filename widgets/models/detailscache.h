#pragma once

#include "widgets/models/feed.h"
#include "widgets/models/nodecache.h"

namespace espalier {

/// The details of the nodes looked at last, read from the store.
class DetailsCache : public NodeCache<NodeDetails>
{
public:
    static constexpr std::size_t kCapacity = 256;

    explicit DetailsCache(QObject* parent = nullptr) : NodeCache(kCapacity, parent) {}
};

} // namespace espalier

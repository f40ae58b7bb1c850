#pragma once

#include "core/store/store.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier::handover {

/// What a node changed since its session's root, as it is handed over.
struct KernelPatch
{
    std::string name;               ///< "3.12"
    std::string fileName;           ///< "softmax.cpp", where nobody says another
    std::string source;             ///< the node's
    std::vector<std::string> bases; ///< sources that it came from: the session's root first, its parent last
    std::string title;              ///< one line: "softmax: 1.38× over onednn [1.36, 1.41]"
    std::string description;        ///< lines on machine, options, verdict and ancestry; without control characters
};

/// A derived session's root leads on to the session that it comes from. ErrorKind::Answer for a node that is not
/// correct: there is nothing to hand over.
Result<KernelPatch> readKernelPatch(Store& store, SessionId session, NodeNumber node);

/// A patch that `git apply` takes, from the root's source to the node's, with the description in front; `path` is the
/// file in the patch. ErrorKind::Answer where the two are equal.
Result<std::string> patchText(const KernelPatch& patch, const std::string& path);

/// Where a patch is to be committed.
struct CheckoutTarget
{
    std::filesystem::path checkout; ///< a folder in a git repository's working tree, or a bare repository
    std::string branch;             ///< a new one
    std::string path;               ///< the kernel's file, relative to the repository's root, with '/'
    bool switchTo = false;          ///< make the new branch the current one
};

/// The commit that was made.
struct PatchCommit
{
    std::string id; ///< hexadecimal
    std::string branch;
    std::string path;
    std::string onto; ///< the branch or commit that it stands on
};

/// Commits the patch on a new branch at the checkout's HEAD. The file there may differ from what the session began
/// with: the changes are merged, against the ancestor of the node that is most like the file. Neither index nor working
/// tree nor the current branch is touched, unless `switchTo` says so. No hooks are run. Refused with ErrorKind::Usage:
/// a file that is not in HEAD or has uncommitted changes, a branch that exists, changes that do not fit, a working tree
/// with changes where it is to be switched, a repository without user.name and user.email. ErrorKind::Answer where the
/// file has the changes already.
Result<PatchCommit> commitPatch(const KernelPatch& patch, const CheckoutTarget& target);

} // namespace espalier::handover

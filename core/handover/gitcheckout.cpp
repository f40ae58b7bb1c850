// Committing a patch with libgit2.
#include "core/diff/githunks.h"
#include "core/handover/kernelpatch.h"

#include <algorithm>
#include <array>
#include <git2.h>
#include <memory>

namespace espalier::handover {
namespace {

template <class T, void (*release)(T*)>
using Owned = std::unique_ptr<T, std::integral_constant<void (*)(T*), release>>;

using Repository = Owned<git_repository, git_repository_free>;
using Reference = Owned<git_reference, git_reference_free>;
using Commit = Owned<git_commit, git_commit_free>;
using Tree = Owned<git_tree, git_tree_free>;
using Entry = Owned<git_tree_entry, git_tree_entry_free>;
using Blob = Owned<git_blob, git_blob_free>;
using Index = Owned<git_index, git_index_free>;
using Signature = Owned<git_signature, git_signature_free>;
using StatusList = Owned<git_status_list, git_status_list_free>;

/// libgit2 counts its users.
struct Library
{
    Library() { git_libgit2_init(); }
    ~Library() { git_libgit2_shutdown(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

std::string saidByGit()
{
    const git_error* error = git_error_last();
    return error && error->message ? error->message : "git does not say why";
}

Error refused(const std::string& why, const std::string& todo, ErrorKind kind = ErrorKind::Usage)
{
    return {kind, "the patch was not committed", why, todo};
}

/// Lines that a merge against this ancestor would have to bring together.
int unlikeness(const std::string& left, const std::string& right)
{
    int lines = 0;
    for (const Hunk& hunk : changedHunks(left, right, false)) {
        lines += hunk.leftEnd - hunk.leftBegin + hunk.rightEnd - hunk.rightBegin;
    }
    return lines;
}

/// With the line ends of the checkout's file.
std::string withLineEndsOf(const std::string& model, const std::string& text)
{
    if (model.find("\r\n") == std::string::npos || text.find('\r') != std::string::npos) {
        return text;
    }
    std::string crlf;
    for (const char c : text) {
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return crlf;
}

/// Where the file has an ancestor's text as it is, with something of its own before or behind it: the node's in its
/// place. No merge could tell a whole new text from the lines beside it.
std::optional<std::string> replaced(const KernelPatch& patch, const std::string& file)
{
    for (auto base = patch.bases.rbegin(); base != patch.bases.rend(); ++base) {
        const std::string text = withLineEndsOf(file, *base);
        const std::size_t at = text.empty() ? std::string::npos : file.find(text);
        if (at != std::string::npos) {
            return file.substr(0, at) + withLineEndsOf(file, patch.source) + file.substr(at + text.size());
        }
    }
    return std::nullopt;
}

/// The file with the node's changes; nothing where they do not fit.
Result<std::optional<std::string>> merged(const KernelPatch& patch, const std::string& file)
{
    if (auto text = replaced(patch, file)) {
        return text;
    }
    const auto nearest = std::ranges::min_element(
        patch.bases, {}, [&](const std::string& base) { return unlikeness(withLineEndsOf(file, base), file); });
    const std::string base = withLineEndsOf(file, *nearest);
    const std::string theirs = withLineEndsOf(file, patch.source);
    const auto input = [](const std::string& text) {
        git_merge_file_input one{};
        git_merge_file_input_init(&one, GIT_MERGE_FILE_INPUT_VERSION);
        one.ptr = text.data();
        one.size = text.size();
        return one;
    };
    const git_merge_file_input ancestor = input(base);
    const git_merge_file_input ours = input(file);
    const git_merge_file_input changed = input(theirs);
    git_merge_file_result result{};
    if (git_merge_file(&result, &ancestor, &ours, &changed, nullptr) != 0) {
        return refused(saidByGit(), "try again", ErrorKind::Machine);
    }
    std::optional<std::string> text;
    if (result.automergeable) {
        text.emplace(result.ptr, result.len);
    }
    git_merge_file_result_free(&result);
    return text;
}

/// One repository, and the steps of a commit in it.
class Checkout
{
public:
    static Result<Checkout> open(const CheckoutTarget& target)
    {
        Checkout checkout(target);
        git_repository* repository = nullptr;
        if (git_repository_open_ext(&repository, target.checkout.c_str(), 0, nullptr) != 0) {
            return refused(target.checkout.string() + " is no git checkout: " + saidByGit(),
                           "name the folder of one with --onto");
        }
        checkout.m_repository.reset(repository);
        git_reference* head = nullptr;
        git_object* object = nullptr;
        if (git_repository_head(&head, repository) != 0 || git_reference_peel(&object, head, GIT_OBJECT_COMMIT) != 0) {
            git_reference_free(head);
            return refused(target.checkout.string() + " has no commit to stand on",
                           "commit the kernel's file there first");
        }
        checkout.m_head.reset(head);
        checkout.m_commit.reset(reinterpret_cast<git_commit*>(object));
        git_tree* tree = nullptr;
        if (git_commit_tree(&tree, checkout.m_commit.get()) != 0) {
            return refused(saidByGit(), "repair the repository", ErrorKind::Machine);
        }
        checkout.m_tree.reset(tree);
        return checkout;
    }

    /// Everything that can be said before anything is written.
    Result<void> check() const
    {
        int valid = 0;
        git_reference* branch = nullptr;
        if (git_branch_name_is_valid(&valid, m_target.branch.c_str()) != 0 || valid == 0) {
            return refused("\"" + m_target.branch + "\" is no name for a branch", "give another with --branch");
        }
        if (git_branch_lookup(&branch, m_repository.get(), m_target.branch.c_str(), GIT_BRANCH_LOCAL) == 0) {
            git_reference_free(branch);
            return refused("the branch " + m_target.branch + " exists already", "give another with --branch");
        }
        if (git_repository_is_bare(m_repository.get()) != 0) {
            return m_target.switchTo ? refused("a bare repository has no working tree to switch", "leave --switch out")
                                     : Result<void>();
        }
        if (m_target.switchTo && isAnythingChanged()) {
            return refused("the checkout has uncommitted changes, which switching would mix with the patch",
                           "commit or stash them, or leave --switch out");
        }
        unsigned status = 0;
        const int found = git_status_file(&status, m_repository.get(), m_target.path.c_str());
        if (found == 0 && status != GIT_STATUS_CURRENT && status != GIT_STATUS_IGNORED) {
            return refused(m_target.path + " has uncommitted changes, which the patch would not contain",
                           "commit or stash them first");
        }
        return {};
    }

    /// The file as HEAD has it.
    Result<std::string> file()
    {
        git_tree_entry* entry = nullptr;
        if (git_tree_entry_bypath(&entry, m_tree.get(), m_target.path.c_str()) != 0) {
            return refused("there is no " + m_target.path + " in the checkout's commit",
                           "name the kernel's file with --path, from the repository's root");
        }
        const Entry owned(entry);
        m_mode = git_tree_entry_filemode(entry);
        git_blob* blob = nullptr;
        if ((m_mode != GIT_FILEMODE_BLOB && m_mode != GIT_FILEMODE_BLOB_EXECUTABLE) ||
            git_blob_lookup(&blob, m_repository.get(), git_tree_entry_id(entry)) != 0) {
            return refused(m_target.path + " is no plain file", "name the kernel's file with --path");
        }
        const Blob content(blob);
        return std::string(static_cast<const char*>(git_blob_rawcontent(blob)),
                           static_cast<std::size_t>(git_blob_rawsize(blob)));
    }

    Result<PatchCommit> commit(const std::string& text, const std::string& message)
    {
        git_signature* raw = nullptr;
        if (git_signature_default(&raw, m_repository.get()) != 0) {
            return refused("git does not know who commits", "set user.name and user.email with git config");
        }
        const Signature author(raw);
        const Tree tree = treeWith(text);
        const git_commit* parent = m_commit.get();
        git_oid id;
        git_reference* branch = nullptr;
        git_commit* made = nullptr;
        if (!tree ||
            git_commit_create(&id, m_repository.get(), nullptr, raw, raw, "UTF-8", message.c_str(), tree.get(), 1,
                              &parent) != 0 ||
            git_commit_lookup(&made, m_repository.get(), &id) != 0) {
            return refused(saidByGit(), "look whether the repository can be written", ErrorKind::Machine);
        }
        const Commit commit(made);
        if (git_branch_create(&branch, m_repository.get(), m_target.branch.c_str(), made, 0) != 0) {
            return refused(saidByGit(), "give another branch with --branch");
        }
        const Reference ref(branch);
        if (m_target.switchTo) {
            if (const auto switched = switchTo(made, git_reference_name(branch)); !switched) {
                return switched.error();
            }
        }
        std::array<char, GIT_OID_HEXSZ + 1> hex{};
        git_oid_tostr(hex.data(), hex.size(), &id);
        return PatchCommit{hex.data(), m_target.branch, m_target.path, git_reference_shorthand(m_head.get())};
    }

private:
    explicit Checkout(const CheckoutTarget& target) : m_target(target) {}

    bool isAnythingChanged() const
    {
        git_status_options options{}; // tracked files alone
        git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
        options.flags = GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
        git_status_list* list = nullptr;
        if (git_status_list_new(&list, m_repository.get(), &options) != 0) {
            return true;
        }
        const StatusList owned(list);
        return git_status_list_entrycount(list) > 0;
    }

    /// HEAD's tree with the file changed; the repository's own index is not looked at.
    Tree treeWith(const std::string& text)
    {
        git_index* index = nullptr;
        git_index_entry entry{};
        entry.mode = m_mode;
        entry.path = m_target.path.c_str();
        git_oid id;
        git_tree* tree = nullptr;
        if (git_index_new(&index) != 0) {
            return nullptr;
        }
        const Index owned(index);
        const bool made = git_index_read_tree(index, m_tree.get()) == 0 &&
                          git_blob_create_from_buffer(&entry.id, m_repository.get(), text.data(), text.size()) == 0 &&
                          git_index_add(index, &entry) == 0 &&
                          git_index_write_tree_to(&id, index, m_repository.get()) == 0 &&
                          git_tree_lookup(&tree, m_repository.get(), &id) == 0;
        return Tree(made ? tree : nullptr);
    }

    Result<void> switchTo(const git_commit* commit, const char* branch)
    {
        git_checkout_options options{};
        git_checkout_options_init(&options, GIT_CHECKOUT_OPTIONS_VERSION);
        options.checkout_strategy = GIT_CHECKOUT_SAFE;
        if (git_checkout_tree(m_repository.get(), reinterpret_cast<const git_object*>(commit), &options) != 0 ||
            git_repository_set_head(m_repository.get(), branch) != 0) {
            return Error{ErrorKind::Machine, "the patch was committed on " + m_target.branch + " and not switched to",
                         saidByGit(), "run git switch " + m_target.branch};
        }
        return {};
    }

    CheckoutTarget m_target;
    Repository m_repository;
    Reference m_head;
    Commit m_commit;
    Tree m_tree;
    git_filemode_t m_mode = GIT_FILEMODE_BLOB;
};

} // namespace

Result<PatchCommit> commitPatch(const KernelPatch& patch, const CheckoutTarget& target)
{
    static const Library library;
    if (patch.bases.empty()) {
        return refused("node " + patch.name + " is what its session began with", "choose one of its descendants",
                       ErrorKind::Answer);
    }
    Result<Checkout> checkout = Checkout::open(target);
    if (!checkout) {
        return checkout.error();
    }
    if (const auto fine = checkout->check(); !fine) {
        return fine.error();
    }
    const auto file = checkout->file();
    if (!file) {
        return file.error();
    }
    const auto text = merged(patch, *file);
    if (!text) {
        return text.error();
    }
    if (!*text) {
        return refused("the changes of node " + patch.name + " do not fit " + target.path +
                           ", which differs from what the session began with in the same lines",
                       "export the node as a patch without --onto and bring the two together by hand");
    }
    if (**text == *file) {
        return refused(target.path + " has the changes of node " + patch.name + " already", "there is nothing to do",
                       ErrorKind::Answer);
    }
    return checkout->commit(**text, patch.title + "\n\n" + patch.description);
}

} // namespace espalier::handover

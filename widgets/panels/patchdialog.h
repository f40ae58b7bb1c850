#pragma once

#include "core/graph/node.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QRadioButton;

namespace espalier {

/// What a patch is to become.
struct PatchRequest
{
    bool commit = false; ///< in a checkout; else a file
    QString checkout{};  ///< its folder
    QString branch{};    ///< a new one
    QString path{};      ///< of the kernel's file, from the repository's root
};

/// Asks whether a node's patch becomes a file or a commit, and of a commit where. The program chooses folders.
class PatchDialog : public QDialog
{
    Q_OBJECT
public:
    /// `branch` stands there until the person writes another.
    PatchDialog(NodeNumber node, const QString& branch, QWidget* parent = nullptr);

    PatchRequest request() const;
    void setCheckout(const QString& folder);

Q_SIGNALS:
    /// A folder is to be chosen, and handed to setCheckout().
    void folderWanted();

private:
    void update();

    QRadioButton* m_file;
    QRadioButton* m_commit;
    QLineEdit* m_checkout;
    QPushButton* m_choose;
    QLineEdit* m_branch;
    QLineEdit* m_path;
    QPushButton* m_export;
};

} // namespace espalier

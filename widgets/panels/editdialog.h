#pragma once

#include "core/graph/candidate.h"
#include "core/graph/node.h"

#include <QDialog>

namespace espalier {

class CodeView;

/// A node's source to change by hand. «Judge it» hands the edited candidate to the search as a child of the node; the
/// build options stay the node's.
class EditDialog : public QDialog
{
    Q_OBJECT
public:
    EditDialog(NodeNumber parentNode, const Candidate& candidate, QWidget* parent = nullptr);
    Candidate candidate() const;
    CodeView& editor() { return *m_editor; }

private:
    Candidate m_candidate;
    CodeView* m_editor;
};

} // namespace espalier

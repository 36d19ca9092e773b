"""Who stands for what an edition says, in words: from approvals that were fresh when it was frozen, and from nowhere else. Pure."""

from articles.models.approval import THERE, ApprovalRole, Omission

from .told import day_of

_DID = {
    ApprovalRole.MEDICAL: "Medically reviewed by",
    ApprovalRole.LEGAL: "Legally approved by",
    ApprovalRole.EDITORIAL: "Editorially approved by",
}


def approvals_told(content, people):
    """Every approval that the edition carries, the medical one first; none of a demonstration is medical."""
    demonstration = content["article"].get("demonstration", False)
    given = [a for a in content.get("approvals", ()) if not (demonstration and a["role"] == ApprovalRole.MEDICAL)]
    return [_told(a, people) for a in sorted(given, key=lambda a: list(_DID).index(ApprovalRole(a["role"])))]


def medical_review(content, people):
    """The medical approval that the byline names, or None."""
    return next((a for a in approvals_told(content, people) if a["role"] == ApprovalRole.MEDICAL), None)


def _told(approval, people):
    return {
        "role": approval["role"],
        "did": _DID[ApprovalRole(approval["role"])],
        "by": people["users"].get(str(approval["person"]), ""),
        "credentials": approval["credentials"],
        "on": day_of(approval["at"]),
        "interests": approval["interests"],
        "note": approval["note"],
        "checklist": [_checked(omission, approval["checklist"]) for omission in Omission if approval["checklist"]],
    }


def _checked(omission, checklist):
    said = checklist.get(omission, "")
    return {"what": omission.label, "there": said == THERE, "why_not": "" if said == THERE else said}

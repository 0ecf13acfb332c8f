"""The reply templates of a house that was set up in English: the same kindnesses, in the words of its readers."""

SIGNED = "\n\nBest regards,\n{member_name} (help desk)\n{ticket_number}"

USUAL_ENGLISH = [
    (
        "receipt",
        "We have your request",
        "Dear {requester_name},\n\nThank you for writing to us. We have your request and are looking into it.\n"
        "You will hear from us by {next_contact}." + SIGNED,
    ),
    (
        "check",
        "A few questions",
        "Dear {requester_name},\n\nTo solve this we need to know a little more. Whatever you can tell us helps.\n\n"
        "- Since when has this been happening?\n- Do your colleagues see the same?\n"
        "- What exactly does the screen say?\n\n"
        "Even if you cannot answer yet, we will be in touch at {next_contact}." + SIGNED,
    ),
    (
        "wait",
        "This needs more time",
        "Dear {requester_name},\n\nThank you for your patience. This is where things stand:\n\n{answer}\n\n"
        "You will hear from us again at {next_contact}. If it becomes more urgent for you, please add a word to this "
        "request." + SIGNED,
    ),
    (
        "decline",
        "What we cannot do, and what you can do instead",
        "Dear {requester_name},\n\nThank you for asking us. I am sorry, but we cannot do this in the way you asked "
        "for.\n\n{answer}\n\nInstead, we suggest the following:\n{instead}\n\n"
        "I will ask you at {next_contact} whether that works for you." + SIGNED,
    ),
    (
        "apology",
        "We are sorry",
        "Dear {requester_name},\n\nWe are sorry for the trouble this has caused you.\n\n{answer}\n\n"
        "We will tell you how things stand by {next_contact}." + SIGNED,
    ),
    (
        "solved",
        "It is done",
        "Dear {requester_name},\n\nThank you for waiting. This is what we did:\n\n{answer}\n\n"
        "If it is still not right, write here within 14 days and we will take it up again." + SIGNED,
    ),
]

CHAT_ENGLISH = [
    ("chat", title, body)
    for title, body in (
        ("Hello", "Hello {requester_name}, this is {member_name}. How can I help?"),
        ("Looking into it", "Let me look into this. Please stay here; it takes two or three minutes."),
        ("Still looking", "Thank you for waiting. I am still looking; two or three minutes more, please."),
        ("Ask for the words on the screen", "What exactly does the screen say? You can paste a picture with Ctrl+V."),
        ("Since when, and who else", "Since when? And does it work for the people around you?"),
        ("Ask for the device", "Could you tell me the number on the sticker of your device?"),
        ("Please restart", "Could you save your work and restart once? Write here when it is back."),
        (
            "One at a time",
            "I will tell you one thing at a time. If you see something else, stop there and tell me what.",
        ),
        (
            "Look together",
            "May I look at your screen together with you? Close what I should not see, and tell me when you are ready.",
        ),
        ("Go on by phone", "This may be quicker by phone. May I call you now?"),
        (
            "Go on as a request",
            "I will go on under {ticket_number}. You may close this page; answers also reach you by mail.",
        ),
        ("Anything else?", "Glad it works. Is there anything else? If not, let us end here."),
    )
]

package vocab

// An Occupation is an occupation of a person, with its weight in each line of
// business.
type Occupation struct {
	Name string
	// Personal and Commercial are the weights in each line, 0 if the occupation
	// does not occur in it. They have different units.
	Personal, Commercial uint16
	// MinAge is the youngest plausible age.
	MinAge uint8
	// Trade is the word for it in a business name. It is empty if and only if
	// Commercial is 0.
	Trade string
	// Fleet is the kind of its vehicles. It is 0 if and only if Commercial is 0.
	Fleet Fleet
	// Work says what people use their vehicles for at work. It is 0 if and only if
	// Personal is 0.
	Work Work
}

// Indexes in Occupations of some that tests and tables name.
const (
	FarmerOccupation      = 54
	HomemakerOccupation   = 79
	NotEmployedOccupation = 109
)

// Indexes in Occupations of those that are likely at certain ages. By weight alone
// both would be rare, so a rule about the age selects them by index.
const (
	RetiredOccupation = 144
	StudentOccupation = 157
)

// Occupations is sorted by name. At every age from 16 on each line has at least
// one occupation.
//
// Personal weights: thousands employed, rounded, as in the Bureau of Labor
// Statistics' occupational employment of about 2023, from general knowledge. The
// published table was not available, so single values are illustrative. The
// weights of those that the survey does not count (Farmer, Homemaker, House
// Cleaner, Judge, Military Service Member, Not Employed, Retired, Student) are
// purely illustrative, as are the commercial weights, which are for trades and
// carriers with vehicles. Minimum ages follow from schooling, licensing and law
// (21 to drive a truck across state lines); others are illustrative.
var Occupations = [...]Occupation{
	{"Accountant", 1448, 0, 22, "", 0, OfficeWork},
	{"Actuary", 26, 0, 22, "", 0, OfficeWork},
	{"Administrative Assistant", 1740, 0, 18, "", 0, OfficeWork},
	{"Aircraft Mechanic", 140, 0, 20, "", 0, SiteWork},
	{"Airline Pilot", 95, 0, 23, "", 0, SiteWork},
	{"Alarm Installer", 0, 8, 20, "Alarm Systems", LightFleet, 0},
	{"Appliance Repairer", 40, 14, 19, "Appliance Repair", LightFleet, ToolWork},
	{"Arborist", 0, 16, 19, "Tree Care", CrewFleet, 0},
	{"Architect", 115, 0, 24, "", 0, OfficeWork},
	{"Assembler", 1460, 0, 18, "", 0, SiteWork},
	{"Attorney", 732, 0, 25, "", 0, OfficeWork},
	{"Auto Mechanic", 677, 28, 18, "Auto Repair", LightFleet, SiteWork},
	{"Bakery Owner", 0, 14, 22, "Bakery", DeliveryFleet, 0},
	{"Bank Teller", 347, 0, 18, "", 0, SiteWork},
	{"Barber", 15, 0, 18, "", 0, SiteWork},
	{"Bartender", 712, 0, 21, "", 0, SiteWork},
	{"Bookkeeper", 1500, 0, 20, "", 0, OfficeWork},
	{"Bus Driver", 150, 0, 21, "", 0, SiteWork},
	{"Butcher", 140, 0, 18, "", 0, SiteWork},
	{"Carpenter", 697, 52, 18, "Carpentry", LightFleet, ToolWork},
	{"Cashier", 3298, 0, 16, "", 0, SiteWork},
	{"Caterer", 0, 24, 20, "Catering", DeliveryFleet, 0},
	{"Chef", 172, 0, 20, "", 0, SiteWork},
	{"Chemist", 84, 0, 22, "", 0, SiteWork},
	{"Chiropractor", 38, 0, 26, "", 0, SiteWork},
	{"Civil Engineer", 327, 0, 22, "", 0, OfficeWork},
	{"Clergy Member", 57, 0, 24, "", 0, SiteWork},
	{"College Professor", 1300, 0, 27, "", 0, OfficeWork},
	{"Computer Programmer", 120, 0, 20, "", 0, OfficeWork},
	{"Concrete Contractor", 0, 26, 21, "Concrete", HeavyFleet, 0},
	{"Construction Laborer", 1020, 0, 18, "", 0, SiteWork},
	{"Convenience Store Owner", 0, 14, 24, "Market", DeliveryFleet, 0},
	{"Cook", 1400, 0, 16, "", 0, SiteWork},
	{"Correctional Officer", 365, 0, 20, "", 0, SiteWork},
	{"Courier", 0, 60, 18, "Courier", DeliveryFleet, 0},
	{"Customer Service Representative", 2858, 0, 17, "", 0, OfficeWork},
	{"Data Analyst", 190, 0, 21, "", 0, OfficeWork},
	{"Database Administrator", 75, 0, 22, "", 0, OfficeWork},
	{"Delivery Driver", 1000, 0, 18, "", 0, DriveWork},
	{"Dental Assistant", 365, 0, 18, "", 0, SiteWork},
	{"Dental Hygienist", 213, 0, 20, "", 0, SiteWork},
	{"Dentist", 114, 0, 26, "", 0, SiteWork},
	{"Dietitian", 73, 0, 23, "", 0, SiteWork},
	{"Dry Cleaner", 0, 6, 22, "Dry Cleaning", DeliveryFleet, 0},
	{"Drywall Contractor", 0, 16, 20, "Drywall", CrewFleet, 0},
	{"Dump Truck Operator", 0, 24, 21, "Hauling", HeavyFleet, 0},
	{"Electrical Engineer", 185, 0, 22, "", 0, OfficeWork},
	{"Electrician", 712, 56, 19, "Electric", LightFleet, ToolWork},
	{"Elementary School Teacher", 1410, 0, 22, "", 0, SiteWork},
	{"Emergency Medical Technician", 165, 0, 18, "", 0, SiteWork},
	{"Equipment Rental Owner", 0, 6, 25, "Equipment Rental", CrewFleet, 0},
	{"Event Planner", 120, 8, 21, "Events", CarFleet, VisitWork},
	{"Excavation Contractor", 0, 20, 21, "Excavating", HeavyFleet, 0},
	{"Executive Assistant", 486, 0, 21, "", 0, OfficeWork},
	{"Farmer", 150, 40, 18, "Farms", FarmFleet, FarmWork},
	{"Fence Installer", 0, 12, 18, "Fencing", YardFleet, 0},
	{"Financial Advisor", 272, 0, 22, "", 0, OfficeWork},
	{"Financial Analyst", 325, 0, 22, "", 0, OfficeWork},
	{"Firefighter", 310, 0, 19, "", 0, SiteWork},
	{"Fitness Trainer", 300, 0, 18, "", 0, SiteWork},
	{"Flight Attendant", 125, 0, 21, "", 0, SiteWork},
	{"Flooring Installer", 0, 20, 18, "Flooring", LightFleet, 0},
	{"Florist", 0, 14, 20, "Floral", DeliveryFleet, 0},
	{"Food Service Manager", 244, 0, 21, "", 0, SiteWork},
	{"Food Service Worker", 3676, 0, 16, "", 0, SiteWork},
	{"Food Truck Owner", 0, 12, 21, "Food Truck", BoxFleet, 0},
	{"Forklift Operator", 780, 0, 18, "", 0, SiteWork},
	{"Garage Door Installer", 0, 8, 19, "Garage Doors", LightFleet, 0},
	{"General Contractor", 0, 70, 25, "Contracting", CrewFleet, 0},
	{"Glazier", 50, 8, 19, "Glass", CrewFleet, ToolWork},
	{"Graphic Designer", 212, 0, 20, "", 0, OfficeWork},
	{"Gutter Installer", 0, 8, 18, "Gutters", YardFleet, 0},
	{"HVAC Technician", 397, 42, 19, "Heating and Cooling", LightFleet, ToolWork},
	{"Hair Stylist", 290, 0, 18, "", 0, SiteWork},
	{"Handyman", 0, 36, 18, "Home Repair", LightFleet, 0},
	{"High School Teacher", 1050, 0, 22, "", 0, SiteWork},
	{"Home Care Agency Owner", 0, 14, 25, "Home Care", CarFleet, 0},
	{"Home Health Aide", 3690, 0, 18, "", 0, VisitWork},
	{"Home Inspector", 0, 10, 22, "Home Inspection", CarFleet, 0},
	{"Homemaker", 2500, 0, 18, "", 0, NoWork},
	{"Hotel Desk Clerk", 262, 0, 18, "", 0, SiteWork},
	{"House Cleaner", 600, 44, 16, "Cleaning", ServiceFleet, VisitWork},
	{"Human Resources Specialist", 895, 0, 22, "", 0, OfficeWork},
	{"Insurance Agent", 457, 0, 20, "", 0, VisitWork},
	{"Insurance Underwriter", 103, 0, 22, "", 0, OfficeWork},
	{"Irrigation Contractor", 0, 10, 19, "Irrigation", YardFleet, 0},
	{"Janitor", 2172, 0, 18, "", 0, SiteWork},
	{"Janitorial Contractor", 0, 24, 21, "Janitorial", ServiceFleet, 0},
	{"Judge", 27, 0, 35, "", 0, SiteWork},
	{"Laboratory Technician", 340, 0, 20, "", 0, SiteWork},
	{"Landscaper", 930, 72, 16, "Landscaping", YardFleet, ToolWork},
	{"Librarian", 130, 0, 24, "", 0, SiteWork},
	{"Licensed Practical Nurse", 630, 0, 19, "", 0, SiteWork},
	{"Limousine Operator", 0, 8, 25, "Limousine", LimousineFleet, 0},
	{"Livestock Hauler", 0, 6, 21, "Livestock Transport", TractorFleet, 0},
	{"Loan Officer", 302, 0, 21, "", 0, OfficeWork},
	{"Locksmith", 15, 10, 19, "Lock and Key", LightFleet, ToolWork},
	{"Long-Haul Truck Driver", 0, 80, 21, "Freight", TractorFleet, 0},
	{"Machinist", 300, 0, 19, "", 0, SiteWork},
	{"Mail Carrier", 330, 0, 18, "", 0, ToolWork},
	{"Maintenance Worker", 1500, 0, 18, "", 0, SiteWork},
	{"Market Research Analyst", 846, 0, 22, "", 0, OfficeWork},
	{"Marketing Manager", 385, 0, 24, "", 0, OfficeWork},
	{"Mason", 60, 18, 18, "Masonry", CrewFleet, ToolWork},
	{"Mechanical Engineer", 280, 0, 22, "", 0, OfficeWork},
	{"Medical Assistant", 763, 0, 18, "", 0, SiteWork},
	{"Military Service Member", 1280, 0, 18, "", 0, SiteWork},
	{"Mobile Dog Groomer", 0, 8, 18, "Pet Grooming", LightFleet, 0},
	{"Mover", 0, 24, 19, "Moving", BoxFleet, 0},
	{"Not Employed", 1500, 0, 16, "", 0, NoWork},
	{"Nurse Practitioner", 280, 0, 26, "", 0, SiteWork},
	{"Nursery Owner", 0, 8, 22, "Plant Nursery", YardFleet, 0},
	{"Nursing Assistant", 1351, 0, 17, "", 0, SiteWork},
	{"Occupational Therapist", 145, 0, 24, "", 0, SiteWork},
	{"Office Clerk", 2517, 0, 17, "", 0, OfficeWork},
	{"Operations Manager", 3500, 0, 24, "", 0, OfficeWork},
	{"Optometrist", 42, 0, 26, "", 0, SiteWork},
	{"Painter", 220, 44, 18, "Painting", LightFleet, ToolWork},
	{"Paralegal", 355, 0, 20, "", 0, OfficeWork},
	{"Paramedic", 98, 0, 20, "", 0, SiteWork},
	{"Paving Contractor", 0, 14, 21, "Paving", HeavyFleet, 0},
	{"Pest Control Operator", 0, 16, 19, "Pest Control", LightFleet, 0},
	{"Pharmacist", 332, 0, 24, "", 0, SiteWork},
	{"Pharmacy Technician", 460, 0, 18, "", 0, SiteWork},
	{"Photographer", 52, 12, 18, "Photography", CarFleet, VisitWork},
	{"Physical Therapist", 240, 0, 25, "", 0, SiteWork},
	{"Physician", 820, 0, 26, "", 0, SiteWork},
	{"Physician Assistant", 145, 0, 25, "", 0, SiteWork},
	{"Plumber", 450, 56, 19, "Plumbing", LightFleet, ToolWork},
	{"Police Officer", 656, 0, 21, "", 0, SiteWork},
	{"Pool Service Technician", 0, 16, 18, "Pool Service", YardFleet, 0},
	{"Postal Clerk", 80, 0, 18, "", 0, SiteWork},
	{"Preschool Teacher", 440, 0, 19, "", 0, SiteWork},
	{"Pressure Wash Operator", 0, 10, 18, "Pressure Washing", YardFleet, 0},
	{"Project Manager", 881, 0, 23, "", 0, OfficeWork},
	{"Property Manager", 270, 0, 22, "", 0, ToolWork},
	{"Psychologist", 70, 0, 27, "", 0, OfficeWork},
	{"Real Estate Agent", 197, 26, 20, "Realty", CarFleet, VisitWork},
	{"Receptionist", 1007, 0, 17, "", 0, SiteWork},
	{"Registered Nurse", 3175, 0, 21, "", 0, SiteWork},
	{"Restaurant Owner", 0, 22, 24, "Kitchen", ServiceFleet, 0},
	{"Restaurant Server", 2240, 0, 16, "", 0, SiteWork},
	{"Retail Salesperson", 3685, 0, 16, "", 0, SiteWork},
	{"Retail Supervisor", 1100, 0, 20, "", 0, SiteWork},
	{"Retired", 1500, 0, 55, "", 0, NoWork},
	{"Roofer", 130, 30, 18, "Roofing", CrewFleet, ToolWork},
	{"Sales Representative", 1270, 0, 20, "", 0, VisitWork},
	{"School Bus Driver", 380, 0, 21, "", 0, SiteWork},
	{"School Principal", 300, 0, 28, "", 0, SiteWork},
	{"Security Guard", 1202, 0, 18, "", 0, SiteWork},
	{"Septic Service Operator", 0, 8, 21, "Septic", HeavyFleet, 0},
	{"Sign Installer", 0, 8, 20, "Signs", CrewFleet, 0},
	{"Social Worker", 700, 0, 22, "", 0, ToolWork},
	{"Software Developer", 1657, 0, 20, "", 0, OfficeWork},
	{"Solar Installer", 25, 12, 18, "Solar", LightFleet, ToolWork},
	{"Speech Therapist", 172, 0, 24, "", 0, SiteWork},
	{"Stock Clerk", 2870, 0, 16, "", 0, SiteWork},
	{"Student", 250, 0, 16, "", 0, StudyWork},
	{"Surveyor", 48, 8, 22, "Surveying", YardFleet, ToolWork},
	{"Systems Administrator", 325, 0, 20, "", 0, OfficeWork},
	{"Tax Preparer", 80, 0, 20, "", 0, OfficeWork},
	{"Teaching Assistant", 1300, 0, 18, "", 0, SiteWork},
	{"Tile Setter", 45, 14, 18, "Tile", LightFleet, ToolWork},
	{"Tow Truck Operator", 0, 18, 21, "Towing", TowFleet, 0},
	{"Trucking Company Owner", 0, 44, 25, "Trucking", TractorFleet, 0},
	{"Upholsterer", 28, 4, 20, "Upholstery", LightFleet, ToolWork},
	{"Vending Machine Operator", 0, 8, 20, "Vending", DeliveryFleet, 0},
	{"Veterinarian", 80, 8, 26, "Veterinary", ServiceFleet, SiteWork},
	{"Veterinary Technician", 120, 0, 19, "", 0, SiteWork},
	{"Warehouse Worker", 2984, 0, 18, "", 0, SiteWork},
	{"Web Developer", 90, 0, 19, "", 0, OfficeWork},
	{"Welder", 420, 16, 18, "Welding", CrewFleet, ToolWork},
	{"Well Driller", 0, 4, 21, "Well Drilling", HeavyFleet, 0},
	{"Wholesale Distributor", 0, 18, 25, "Distributing", BoxFleet, 0},
	{"Window Cleaner", 0, 14, 16, "Window Cleaning", ServiceFleet, 0},
	{"Writer", 50, 0, 20, "", 0, OfficeWork},
}
